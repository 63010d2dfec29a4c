/// `simulator version`: which program this is.
enum VersionCommand {
  /// The version of this program, also noted in every run.
  static let current = "0.1.0"

  static let definition = CommandDefinition(
    name: "version",
    summary: "Print the version.",
    options: CommonOptions.informational,
    examples: [CommandExample("simulator version", "The same as 'simulator --version'.")])

  /// Prints the version on standard output.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.writeResult("simulator \(current)\n")
    return .success
  }
}
