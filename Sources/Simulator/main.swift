import Glibc

let words = Array(CommandLine.arguments.dropFirst())
let dispatcher = Dispatcher(handlers: [
  BenchCommand.definition.name: BenchCommand.execute,
  CompletionsCommand.definition.name: CompletionsCommand.execute,
  HelpCommand.definition.name: HelpCommand.execute,
  ResumeCommand.definition.name: ResumeCommand.execute,
  RunCommand.definition.name: RunCommand.execute,
  VersionCommand.definition.name: VersionCommand.execute,
])
exit(dispatcher.run(words, .process(words: words)).rawValue)
