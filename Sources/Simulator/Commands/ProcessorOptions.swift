import Domain
import Simulation

/// Options that say how a plan is executed.
enum ProcessorOptions {
  /// All of them, in the order in which help shows them.
  static let all = common + [progress]

  /// Those of a single run.
  static let ofRun = common + [audit, progress]

  private static let common = [venue] + sending + retry + [onFailure, autoContinue] + safety

  /// What happens when a slot has failed for good and nobody can be asked.
  static let onFailure = OptionDefinition(
    "on-failure", "ACTION", .choice(FailurePolicy.allCases.map(\.rawValue)), group: "Processor",
    help: "Answer failures with ACTION instead of asking (without a terminal: quit).",
    configurationPath: ["processor", "on_failure"])

  /// Whether the next iteration begins without asking.
  static let autoContinue = OptionDefinition(
    flag: "auto-continue", isNegatable: true, group: "Processor",
    help: "Begin each further iteration without asking.",
    configurationPath: ["processor", "auto_continue"])

  /// Whether the run ends with an audit.
  static let audit = OptionDefinition(
    flag: "audit", isNegatable: true, group: "Processor",
    help: "End with an audit of the records (default: yes).")

  /// How progress is shown.
  static let progress = OptionDefinition(
    "progress", "STYLE", .choice(ProgressMode.allCases.map(\.rawValue)), group: "Processor",
    help: "Show progress as a live display, as lines, as JSON lines, or not at all.")

  /// Where orders go.
  static let venue = OptionDefinition(
    "venue", "VENUE", .choice(VenueType.allCases.map(\.rawValue)), group: "Venue",
    help: "Send orders to this venue; null acknowledges all and matches nothing.",
    configurationPath: ["venue", "type"])

  private static let sending = [
    OptionDefinition(
      "self-trade-prevention", "RULE", .choice(SelfTradePrevention.allCases.map(\.name)),
      group: "Venue", help: "Do this when an order meets another one of the same account.",
      configurationPath: ["venue", "self_trade_prevention"]),
    OptionDefinition(
      "trades-per-second", "RATE", .decimal, group: "Venue",
      help: "Send RATE trades per second (default: as fast as they go).",
      configurationPath: ["processor", "trades_per_second"]),
    OptionDefinition(
      "fault", "NAME=PROBABILITY",
      .assignment(["refusal", "failure", "timeout_before_apply", "timeout_after_apply"]),
      group: "Venue", help: "Let the venue fail on purpose, for example failure=0.05.",
      configurationPath: ["faults"], isRepeatable: true),
    OptionDefinition(
      "faults", "FILE", .file, group: "Venue",
      help: "Let go wrong what FILE says, JSON as in the section faults of the configuration."),
  ]

  private static let retry = [
    OptionDefinition(
      "max-retries", "N", .integer, group: "Processor",
      help: "Try a failing slot N times more before asking.",
      configurationPath: ["processor", "max_retries"]),
    OptionDefinition(
      "retry-base-delay-ms", "MS", .integer, group: "Processor",
      help: "Wait MS milliseconds before the first retry, doubled each time.",
      configurationPath: ["processor", "retry_base_delay_ms"]),
    OptionDefinition(
      "retry-max-delay-ms", "MS", .integer, group: "Processor",
      help: "Wait MS milliseconds at most between retries.",
      configurationPath: ["processor", "retry_max_delay_ms"]),
  ]

  private static let safety = [
    OptionDefinition(
      flag: "save-after-each-slot", isNegatable: true, group: "Processor",
      help: "Let each outcome leave the process before the next slot is sent.",
      configurationPath: ["processor", "save_after_each_slot"]),
    OptionDefinition(
      "durability", "LEVEL", .choice(Durability.allCases.map(\.rawValue)), group: "Processor",
      help: "Let outcomes survive the end of the process, or of the power too.",
      configurationPath: ["processor", "durability"]),
    OptionDefinition(
      "run-id", "ID", .text, group: "Processor",
      help: "Name the run ID instead of by date and time."),
  ]
}
