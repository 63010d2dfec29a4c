/// What the program's exit code says; the numbers are a contract with scripts.
enum ExitCode: Int32, CaseIterable, Sendable {
  /// All went well.
  case success = 0
  /// The run finished, with failed slots.
  case failedSlots = 1
  /// The command line cannot be understood.
  case usage = 64
  /// The configuration, plan or checkpoint is not usable.
  case badData = 65
  /// The venue cannot be reached.
  case venueUnreachable = 69
  /// An error inside the program.
  case internalError = 70
  /// The records contradict each other: something was lost, doubled or wrong.
  case integrityViolated = 80
  /// Outcomes are unknown: orders were sent and their answers never came.
  case unknownOutcomes = 81
  /// The generator itself was the bottleneck, so the measurement says nothing.
  case measurementInvalid = 82
  /// A threshold of the configuration was not met.
  case thresholdFailed = 99
  /// Interrupted by Ctrl-C; a checkpoint was written.
  case interrupted = 130
  /// Ended by SIGTERM; a checkpoint was written.
  case terminated = 143

  /// What the code says, for help and docs.
  var meaning: String {
    switch self {
    case .success: "all went well"
    case .failedSlots: "finished, with failed slots"
    case .usage: "the command line cannot be understood"
    case .badData: "the configuration, plan or checkpoint is not usable"
    case .venueUnreachable: "the venue cannot be reached"
    case .internalError: "an error inside the program"
    case .integrityViolated: "integrity violated: something was lost, doubled or wrong"
    case .unknownOutcomes: "outcomes are unknown: sent, and never answered"
    case .measurementInvalid: "the measurement is invalid: the generator was the bottleneck"
    case .thresholdFailed: "a threshold was not met"
    case .interrupted: "interrupted by Ctrl-C, checkpoint written"
    case .terminated: "ended by SIGTERM, checkpoint written"
    }
  }

  /// The gravest first. What keeps a command from doing its work (64, 65, 69) comes up alone; beside
  /// others it ranks after the interruption.
  static let precedence: [ExitCode] = [
    .internalError, .integrityViolated, .interrupted, .terminated, .usage, .badData,
    .venueUnreachable, .unknownOutcomes, .measurementInvalid, .thresholdFailed, .failedSlots,
    .success,
  ]

  /// The one to exit with when several apply; success when none does.
  static func first(of codes: some Sequence<ExitCode>) -> ExitCode {
    let codes = Set(codes)
    return precedence.first { codes.contains($0) } ?? .success
  }
}
