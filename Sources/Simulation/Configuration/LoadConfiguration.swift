/// How slots are spread over lanes and time.
///
/// Without a rate the next slot of a lane is sent when the one before has its outcome: one lane is the
/// sequential model, several are the closed loop. With a rate (stages) the model is open: slots are
/// due at planned times, whatever the venue does.
public struct LoadConfiguration: Equatable, Sendable {
  /// How many lanes execute slots side by side; markets are dealt to them.
  public var lanes: Int
  /// The rate over time; empty without one.
  public var stages: [LoadStage]
  /// How arrivals are spread within a stage.
  public var arrivals: ArrivalProcess
  /// How long the run warms up, in milliseconds; what happens then does not count. 0 for not at all.
  public var warmUpMilliseconds: UInt64
  /// How long the run lasts, in milliseconds, warming up included; nil until its slots are done.
  public var durationMilliseconds: UInt64?
  /// What happens to slots whose time has passed when a lane gets to them.
  public var whenLate: LatePolicy
  /// How late a slot must be to be dropped, in milliseconds.
  public var dropAfterMilliseconds: UInt64
  /// The highest rate at which a lane catches up, as a multiple of the planned one in percent.
  public var catchUpPercent: UInt64
  /// The most that the 99th percentile of the generator's own send error may be, in milliseconds.
  public var sendErrorLimitMilliseconds: UInt64
  /// How often which market is chosen.
  public var marketWeights: MarketWeights
  /// Whether schedules repeat until the budget or the duration ends.
  public var isContinuous: Bool

  /// One lane, as fast as it goes.
  public static let sequential = LoadConfiguration(
    lanes: 1, stages: [], arrivals: .constant, warmUpMilliseconds: 0, durationMilliseconds: nil,
    whenLate: .queue, dropAfterMilliseconds: 100, catchUpPercent: 200,
    sendErrorLimitMilliseconds: 10, marketWeights: .dealt, isContinuous: false)

  /// Whether slots are due at planned times.
  public var isOpen: Bool { !stages.isEmpty }

  /// The model's name: `sequential`, `closed` or `open`.
  public var modelName: String { isOpen ? "open" : lanes > 1 ? "closed" : "sequential" }
}

/// A part of the run with a rate of its own.
public struct LoadStage: Equatable, Sendable {
  /// Its name in reports.
  public var name: String
  /// How long it lasts, in milliseconds; nil, for the last one alone, until the run ends.
  public var durationMilliseconds: UInt64?
  /// The rate at its start; nil for none.
  public var rate: SlotRate?
  /// The rate at its end, reached in a straight line.
  public var endRate: SlotRate?
  /// Whether it only warms up.
  public var isWarmUp: Bool
}

/// How arrivals are spread in time.
public enum ArrivalProcess: String, CaseIterable, Sendable {
  /// At even distances.
  case constant
  /// At random, independent of each other, with the given rate on average.
  case poisson
}

/// What happens to slots whose time has passed.
public enum LatePolicy: String, CaseIterable, Sendable {
  /// They are sent as soon as possible, however late.
  case queue
  /// They are not sent, and counted.
  case drop
  /// They are sent at no more than a multiple of the planned rate until the plan is caught up with.
  case catchUp = "catch_up"
}

/// How often which market is chosen.
public enum MarketWeights: Equatable, Sendable {
  /// As `scheduler.market_distribution` deals them.
  case dealt
  /// All alike, drawn at random.
  case uniform
  /// The market of rank *k* with weight 1 / k^exponent; the exponent in thousandths.
  case zipf(exponentThousandths: UInt64)
}
