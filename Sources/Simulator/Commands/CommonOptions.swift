/// Options that every command shares.
enum CommonOptions {
  private static let group = "Common"

  /// Asks for help instead of executing anything.
  static let help = OptionDefinition(
    flag: "help", shortName: "h", group: group, help: "Print this help.")

  /// Asks for the version instead of executing anything.
  static let version = OptionDefinition(
    flag: "version", shortName: "V", group: group, help: "Print the version.")

  /// Those of commands that only inform.
  static let informational = [
    OptionDefinition(
      flag: "no-color", group: group, help: "Print without colours, as with NO_COLOR set."),
    help,
    version,
  ]

  /// All of them, in the order in which help shows them.
  static let all = with(json: "Print one JSON object on standard output, nothing else.")

  /// All of them, for a command whose JSON is more than one object.
  static func with(json: String) -> [OptionDefinition] {
    [
      OptionDefinition(
        "state-dir", "DIR", .directory, group: group,
        help: "Keep and find runs in DIR (default: ./simulator_state).",
        configurationPath: ["state_dir"]),
      OptionDefinition(flag: "json", group: group, help: json),
      OptionDefinition(
        flag: "quiet", group: group, help: "Print no progress and no messages but errors."),
      OptionDefinition(
        flag: "no-input", group: group, help: "Never ask; act as without a terminal."),
    ] + informational
  }
}
