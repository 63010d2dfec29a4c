/// `simulator report`: a run's results as a file, or two runs side by side.
enum ReportCommand {
  /// What a report is written as.
  enum Format: String, CaseIterable {
    /// One page that opens offline.
    case html
    /// The summary, with the run second by second.
    case json
    /// The run second by second.
    case csv
    /// Thresholds and audit for continuous integration.
    case junit
    /// What `show` prints; for two runs a table.
    case text
  }

  static let definition = CommandDefinition(
    name: "report",
    summary: "Write a run's report as HTML, JSON, CSV or JUnit, or compare two runs.",
    positionals: [
      PositionalDefinition("RUN", .run, help: "The run's id, as 'runs' lists it."),
      PositionalDefinition(
        "OTHER", .run, isOptional: true, help: "A second run, to be compared with the first."),
    ],
    options: [
      OptionDefinition(
        "format", "FORMAT", .choice(Format.allCases.map(\.rawValue)), group: "Report",
        help: "Write as FORMAT (default: as FILE ends, else html; of two runs text).",
        excludes: ["json"]),
      OptionDefinition(
        "output", "FILE", .file, group: "Report",
        help: "Write into FILE instead of standard output."),
    ] + CommonOptions.all,
    examples: [
      CommandExample(
        "simulator report nightly --output nightly.html", "One page that opens offline."),
      CommandExample(
        "simulator report monday tuesday", "Two runs side by side, with ratios."),
      CommandExample(
        "simulator report nightly --format junit --output junit.xml",
        "Thresholds and audit for continuous integration."),
    ])
}
