/// Options that state what a run must keep.
enum ThresholdOptions {
  /// A threshold; several make a list, which replaces that of the configuration.
  static let threshold = OptionDefinition(
    "threshold", "EXPRESSION", .text, group: "Threshold",
    help: "Fail with code 99 unless EXPRESSION holds, like 'response.p99 < 50ms'.",
    configurationPath: ["thresholds"], isRepeatable: true)
}
