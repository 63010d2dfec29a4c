import Domain
import Simulation

/// Options that say how slots are spread over lanes and time.
enum LoadOptions {
  /// All of them, in the order in which help shows them.
  static let all = lanes + pace + late

  private static let lanes = [
    OptionDefinition(
      "lanes", "N", .integer, group: "Load",
      help: "Execute slots in N lanes side by side; each market belongs to one of them.",
      configurationPath: ["load", "lanes"]),
    OptionDefinition(
      "batch", "N", .integer, group: "Load",
      help: "Send up to N orders in one transaction, with the venue postgresql (default: 1).",
      configurationPath: ["venue", "batch"]),
    OptionDefinition(
      "market-weights", "WEIGHTS", .text, group: "Load",
      help: "Choose markets: dealt by turns, uniform at random, or zipf:EXPONENT.",
      configurationPath: ["load", "market_weights"]),
  ]

  private static let pace = [
    OptionDefinition(
      "rate", "RATE", .decimal, group: "Load",
      help: "Send RATE slots per second at planned times, whatever the venue does.",
      configurationPath: ["load", "rate"], excludes: ["stage"]),
    OptionDefinition(
      "arrivals", "PROCESS", .choice(ArrivalProcess.allCases.map(\.rawValue)), group: "Load",
      help: "Spread the arrivals of a rate in this way.",
      configurationPath: ["load", "arrivals"]),
    OptionDefinition(
      "stage", "[NAME=]DURATION:RATE[-RATE]", .text, group: "Load",
      help: "Add a stage with a rate, or a ramp from one rate to another, like ramp=10s:0-500.",
      configurationPath: ["load", "stages"], isRepeatable: true,
      excludes: ["duration", "warm-up"]),
    OptionDefinition(
      "duration", "DURATION", .text, group: "Load",
      help: "Run for DURATION, like 60s; schedules repeat until then unless --iterations says.",
      configurationPath: ["load", "duration"]),
    OptionDefinition(
      "warm-up", "DURATION", .text, group: "Load",
      help: "Leave the first DURATION out of the figures.",
      configurationPath: ["load", "warm_up"]),
    OptionDefinition(
      flag: "continuous", isNegatable: true, group: "Load",
      help: "Repeat schedules until the budget or the duration ends.",
      configurationPath: ["load", "continuous"]),
  ]

  private static let late = [
    OptionDefinition(
      "when-late", "POLICY", .choice(LatePolicy.allCases.map(\.rawValue)), group: "Load",
      help: "Send late slots at once, drop them, or catch up at a bounded rate.",
      configurationPath: ["load", "when_late"]),
    OptionDefinition(
      "drop-after", "DURATION", .text, group: "Load",
      help: "Drop slots that are more than DURATION late, where the policy is to drop.",
      configurationPath: ["load", "drop_after"]),
    OptionDefinition(
      "send-error-limit", "DURATION", .text, group: "Load",
      help: "Call the measurement invalid when the generator itself sends later than DURATION.",
      configurationPath: ["load", "send_error_limit"]),
  ]
}
