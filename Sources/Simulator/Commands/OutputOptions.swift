/// Options that name files for results.
enum OutputOptions {
  /// All of them, in the order in which help shows them.
  static let all = [report, timeline, log, sampling, junit, metrics]

  private static let group = "Output"

  private static let report = OptionDefinition(
    "report", "FILE", .file, group: group,
    help: "Write the report as one page of HTML that opens offline.")

  private static let timeline = OptionDefinition(
    "timeline", "FILE", .file, group: group,
    help: "Write rates and latencies second by second as CSV.")

  private static let log = OptionDefinition(
    "log", "FILE", .file, group: group,
    help: "Write what became of each slot, as CSV or, into FILE.jsonl, as JSON lines.")

  private static let sampling = OptionDefinition(
    "log-sampling", "RATE", .decimal, group: group,
    help: "Log only this part of the slots, like 0.01; always the same ones.", requires: "log")

  private static let junit = OptionDefinition(
    "junit", "FILE", .file, group: group, help: "Write thresholds and audit as JUnit XML.")

  private static let metrics = OptionDefinition(
    "metrics-file", "FILE", .file, group: group,
    help: "Write OpenMetrics every two seconds while running, and at the end.")
}
