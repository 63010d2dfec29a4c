import Testing

@testable import Simulator

/// What a dispatched command has written.
private final class Written {
  var results = ""
  var messages = ""

  var context: CommandContext {
    CommandContext(
      table: .simulator, resultStyle: .plain, messageStyle: .plain,
      writeResult: { self.results += $0 }, writeMessage: { self.messages += $0 })
  }
}

@Suite("Handing command lines to their commands")
struct DispatcherTests {
  @Test("the command's code gets what was understood, and decides the exit code")
  func dispatches() {
    let written = Written()
    let dispatcher = Dispatcher(handlers: [
      "show": { arguments, context in
        context.writeResult("showing \(arguments.positionals)")
        return .failedSlots
      }
    ])
    #expect(dispatcher.run(["show", "a"], written.context) == .failedSlots)
    #expect(written.results == "showing [\"a\"]")
    #expect(written.messages.isEmpty)
  }

  @Test("a line that is not understood is explained, and executes nothing")
  func explains() {
    let written = Written()
    #expect(Dispatcher(handlers: [:]).run(["show"], written.context) == .usage)
    #expect(written.results.isEmpty)
    #expect(
      written.messages
        == "simulator: error: command 'show' needs RUN\nTry 'simulator help show'.\n")
  }

  @Test("a command without code is an error inside the program")
  func withoutHandler() {
    let written = Written()
    #expect(Dispatcher(handlers: [:]).run(["runs"], written.context) == .internalError)
    #expect(written.messages == "simulator: nothing executes 'runs'\n")
  }

  @Test("help, version and completions print on standard output")
  func informs() {
    let written = Written()
    let dispatcher = Dispatcher(handlers: [
      "help": HelpCommand.execute, "version": VersionCommand.execute,
      "completions": CompletionsCommand.execute,
    ])
    #expect(dispatcher.run(["version"], written.context) == .success)
    #expect(written.results == "simulator \(VersionCommand.current)\n")
    written.results = ""
    #expect(dispatcher.run(["help", "runs"], written.context) == .success)
    #expect(written.results.hasPrefix("Usage: simulator runs [options]\n"))
    written.results = ""
    #expect(dispatcher.run(["completions", "zsh"], written.context) == .success)
    #expect(written.results.hasPrefix("#compdef simulator\n"))
    #expect(written.messages.isEmpty)
  }
}
