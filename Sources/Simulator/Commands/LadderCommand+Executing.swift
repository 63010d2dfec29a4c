import Domain
import JSONText
import Platform
import Simulation

extension LadderCommand {
  /// Runs every rate until one does not hold, and says which was the highest that did.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      try Interruption.install()
      let rates = try rates(arguments)
      let ladder = Ladder(arguments: arguments, context: context)
      let climb = try ladder.climb(rates)
      if arguments.flag("json") {
        var json = JSONWriter(style: .pretty)
        climb.write(to: &json)
        json.endLine()
        context.writeResult(String(decoding: json.drain(), as: UTF8.self))
      } else {
        context.writeResult(climb.conclusion + "\n")
      }
      return climb.exitCode
    }
  }

  /// The rates that the options ask for, rising.
  static func rates(_ arguments: ParsedArguments) throws -> [SlotRate] {
    let from = try rate("from", arguments)
    let to = try rate("to", arguments)
    let steps = arguments.text("steps").flatMap(Int.init) ?? 10
    guard (2...1000).contains(steps) else {
      throw CommandFailure(.usage, "--steps is \(steps); it must be 2 to 1000")
    }
    let (low, high) = (from.millionthsPerSecond, to.millionthsPerSecond)
    guard low < high else {
      throw CommandFailure(
        .usage, "--from \(from.perSecond) must be less than --to \(to.perSecond)")
    }
    let spacing = arguments.text("spacing").flatMap(Spacing.init(rawValue:)) ?? .geometric
    let rungs = LadderRates(low: low, high: high, steps: steps, spacing: spacing).millionths
    return rungs.compactMap {
      SlotRate(perSecond: ExactDecimal(significand: Int128($0), scale: 6).normalized)
    }
  }

  private static func rate(_ name: String, _ arguments: ParsedArguments) throws -> SlotRate {
    guard let text = arguments.text(name) else {
      throw CommandFailure(.usage, "--\(name) RATE is missing, for example --\(name) 1000")
    }
    guard let number = try? ExactDecimal(parsing: text), let rate = SlotRate(perSecond: number),
      rate.millionthsPerSecond > 0
    else {
      throw CommandFailure(
        .usage, "--\(name) is \(text); it must be more than 0 and at most 10^9 slots per second")
    }
    return rate
  }
}

extension SlotRate {
  /// Slots in a million seconds, rounded down.
  var millionthsPerSecond: UInt64 {
    UInt64(UInt128(slots) * 1_000_000_000_000_000 / UInt128(nanoseconds))
  }
}
