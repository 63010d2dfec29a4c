import DeterministicSimulation
import Platform
import Simulation

extension SimulateCommand {
  /// Tells one history, or executes many.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      try Interruption.install()
      let limits = try limits(arguments)
      let output = SimulateOutput(arguments, context)
      guard arguments.isGiven("count") || arguments.isGiven("duration") else {
        return tell(arguments, limits, output)
      }
      return try runCampaign(arguments, limits, output)
    }
  }

  /// Executes the history of one seed, with its story told as it goes.
  private static func tell(
    _ arguments: ParsedArguments, _ limits: RecipeLimits, _ output: SimulateOutput
  ) -> ExitCode {
    let seed = arguments.integer("seed") ?? 1
    let watch = SystemClock().now()
    let history = History(Recipe(seed: seed, limits: limits)) { output.tell($0) }
    var result = Campaign.Result()
    result.add(history)
    return conclude(result, limits, shrinks: arguments.flag("shrink"), watch, output)
  }

  private static func runCampaign(
    _ arguments: ParsedArguments, _ limits: RecipeLimits, _ output: SimulateOutput
  ) throws -> ExitCode {
    let watch = SystemClock().now()
    var campaign = Campaign()
    campaign.firstSeed = arguments.integer("seed") ?? 1
    campaign.count = arguments.integer("count")
    campaign.limits = limits
    campaign.workers = max(1, Machine.present.cores)
    if let text = arguments.text("duration") {
      guard let milliseconds = DurationText.milliseconds(text) else {
        throw CommandFailure(
          .usage, "--duration: '\(text)' is no duration; use for example 30s, 10m or 1h")
      }
      campaign.deadline = watch + .milliseconds(Int64(milliseconds))
    }
    let result = try campaign.run(isStopRequested: { Interruption.isRequested }) {
      output.show($0, since: watch)
    }
    output.clear()
    return conclude(result, limits, shrinks: arguments.flag("shrink"), watch, output)
  }

  /// Says what came of it, with smaller histories for those that failed.
  private static func conclude(
    _ result: Campaign.Result, _ limits: RecipeLimits, shrinks: Bool, _ watch: Instant,
    _ output: SimulateOutput
  ) -> ExitCode {
    let elapsed = SystemClock().now() - watch
    var failures: [SimulateFailure] = []
    for history in result.failures {
      var failure = SimulateFailure(history, limits)
      if shrinks && !Interruption.isRequested { failure.shrink(history, limits) }
      failures.append(failure)
    }
    var codes: [ExitCode] = failures.isEmpty ? [] : [.integrityViolated]
    if Interruption.isRequested {
      codes.append(Interruption.signal == .interrupt ? .interrupted : .terminated)
    }
    let code = ExitCode.first(of: codes)
    output.show(result, failures, elapsed, code)
    return code
  }

  /// What the command line says of the histories.
  private static func limits(
    _ arguments: ParsedArguments
  ) throws(CommandFailure) -> RecipeLimits {
    var limits = RecipeLimits()
    limits.slots = try count("slots", 2...10_000, arguments) ?? limits.slots
    limits.accounts = try count("accounts", 2...8, arguments)
    limits.markets = try count("markets", 1...4, arguments)
    limits.lanes = try count("lanes", 1...3, arguments)
    for name in arguments.list("without") ?? [] {
      guard let feature = Recipe.Feature(rawValue: name) else {
        let known = Recipe.Feature.allCases.map(\.rawValue)
        throw CommandFailure(
          .usage, "--without: there is no '\(name)'; known are \(known.joined(separator: ", "))")
      }
      limits.without.insert(feature)
    }
    guard let texts = arguments.list("disrupt") else { return limits }
    limits.disruptions = []
    for text in texts where texts != ["none"] {
      guard let disruption = Disruption(parsing: text) else {
        throw CommandFailure(
          .usage,
          "--disrupt: '\(text)' is no disruption; use KIND@MOMENT with a kind of "
            + Disruption.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            + " and a whole number, for example kill@57")
      }
      limits.disruptions?.append(disruption)
    }
    return limits
  }

  private static func count(
    _ name: String, _ range: ClosedRange<Int>, _ arguments: ParsedArguments
  ) throws(CommandFailure) -> Int? {
    guard let text = arguments.text(name) else { return nil }
    guard let count = arguments.count(name), range.contains(count) else {
      throw CommandFailure(
        .usage,
        "--\(name): \(text) is out of range; use \(range.lowerBound) to \(range.upperBound)")
    }
    return count
  }
}

/// A history that failed, as it is reported.
struct SimulateFailure {
  let seed: UInt64
  let summary: String
  let problems: [Problem]
  /// The command that repeats it.
  let command: String
  /// The smallest history found that fails the same way.
  private(set) var smaller: (summary: String, problem: Problem, command: String)?

  init(_ history: History, _ limits: RecipeLimits) {
    seed = history.recipe.seed
    summary = history.recipe.summary
    problems = history.problems
    command = limits.command(seed: seed)
  }

  mutating func shrink(_ history: History, _ limits: RecipeLimits) {
    guard let problem = history.problems.first else { return }
    let found = Shrinking(history.recipe, limits: limits, problem: problem)
    smaller = (
      found.recipe.summary, found.problem, found.limits.command(seed: found.seed)
    )
  }
}
