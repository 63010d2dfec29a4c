import Glibc

/// What a command may use of the world around it.
struct CommandContext {
  /// All commands.
  let table: CommandTable
  /// Whether standard output is coloured.
  let resultStyle: Style
  /// Whether standard error is coloured.
  let messageStyle: Style
  /// Writes text, as it is, to standard output.
  let writeResult: (String) -> Void
  /// Writes text, as it is, to standard error.
  let writeMessage: (String) -> Void
}

extension CommandContext {
  /// The context of this process.
  ///
  /// - Parameter words: the command line's words; `--no-color` among them turns colours off.
  static func process(words: [String]) -> CommandContext {
    let isRefused = words.prefix { $0 != "--" }.contains("--no-color")
    let style = { (stream: StandardStream) in
      Style(
        isTerminal: stream.isTerminal, noColor: ProcessEnvironment.value(of: "NO_COLOR"),
        terminalType: ProcessEnvironment.value(of: "TERM"), isRefused: isRefused)
    }
    return CommandContext(
      table: .simulator, resultStyle: style(.output), messageStyle: style(.error),
      writeResult: writeResult, writeMessage: { try? StandardStream.error.write($0) })
  }

  /// Results that cannot be written, on a full disk for example, end the program: half of a result
  /// with a good exit code would deceive.
  private static func writeResult(_ text: String) {
    do {
      try StandardStream.output.write(text)
    } catch {
      try? StandardStream.error.write("simulator: error: \(error)\n")
      exit(ExitCode.internalError.rawValue)
    }
  }
}
