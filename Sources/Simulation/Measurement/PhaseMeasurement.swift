/// What happened to the slots of one phase, or of one interval of a timeline.
public struct SlotCounts: Hashable, Sendable {
  /// Slots that were due.
  public var offered: UInt64 = 0
  /// Slots that were sent at least once.
  public var sent: UInt64 = 0
  /// Slots the venue took.
  public var completed: UInt64 = 0
  /// Slots refused or given up.
  public var failed: UInt64 = 0
  /// Slots left out by decision.
  public var skipped: UInt64 = 0
  /// Slots that were not sent because their time had passed.
  public var dropped: UInt64 = 0
  /// Slots whose fate is open.
  public var unknown: UInt64 = 0
  /// Sends, repeats included.
  public var attempts: UInt64 = 0
  /// Sends beyond the first of their slot.
  public var retries: UInt64 = 0
  /// Fills.
  public var matches: UInt64 = 0

  /// All zero.
  public init() {}

  /// Restores counts from their values in the order of `entries`.
  init(_ values: [UInt64]) {
    precondition(values.count == 10, "there are ten counts")
    offered = values[0]
    sent = values[1]
    completed = values[2]
    failed = values[3]
    skipped = values[4]
    dropped = values[5]
    unknown = values[6]
    attempts = values[7]
    retries = values[8]
    matches = values[9]
  }

  /// Slots that have an outcome.
  public var finished: UInt64 { completed + failed + skipped + dropped + unknown }

  /// Every count by its key in JSON, in order.
  public var entries: [(key: String, count: UInt64)] {
    [
      ("offered", offered), ("sent", sent), ("completed", completed), ("failed", failed),
      ("skipped", skipped), ("dropped", dropped), ("unknown", unknown), ("attempts", attempts),
      ("retries", retries), ("matches", matches),
    ]
  }

  /// Adds the counts of other slots.
  public mutating func merge(_ other: SlotCounts) {
    offered += other.offered
    sent += other.sent
    completed += other.completed
    failed += other.failed
    skipped += other.skipped
    dropped += other.dropped
    unknown += other.unknown
    attempts += other.attempts
    retries += other.retries
    matches += other.matches
  }
}

/// What was measured of the slots that were due in one phase of the load.
public struct PhaseMeasurement: Equatable, Sendable {
  /// The phase's name.
  public var name: String
  /// Whether it only warms up: then it does not count towards the run's figures.
  public var isWarmUp: Bool
  /// When it begins, in nanoseconds of the run.
  public var startNanoseconds: Int64
  /// When it ends, in nanoseconds of the run; nil when it lasts until the run ends.
  public var endNanoseconds: Int64?
  /// What happened to its slots.
  public var counts = SlotCounts()
  /// Response, service and lag of those that were sent.
  public var latency = LatencyMeasurement()

  /// A phase in which nothing happened yet.
  public init(
    name: String, isWarmUp: Bool = false, startNanoseconds: Int64 = 0,
    endNanoseconds: Int64? = nil
  ) {
    self.name = name
    self.isWarmUp = isWarmUp
    self.startNanoseconds = startNanoseconds
    self.endNanoseconds = endNanoseconds
  }

  /// Adds what another lane measured of the same phase.
  public mutating func merge(_ other: PhaseMeasurement) {
    counts.merge(other.counts)
    latency.merge(other.latency)
  }
}

extension LatencyMeasurement {
  /// Adds all that another measurement counted.
  public mutating func merge(_ other: LatencyMeasurement) {
    response.merge(other.response)
    service.merge(other.service)
    lag.merge(other.lag)
  }
}
