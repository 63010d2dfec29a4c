/// What happened in histories.
public struct HistoryCounts: Hashable, Sendable {
  /// Processes that worked on runs.
  public internal(set) var processes: UInt64 = 0
  /// Processes killed.
  public internal(set) var kills: UInt64 = 0
  /// Power failures.
  public internal(set) var powerFailures: UInt64 = 0
  /// Processes stopped by a signal.
  public internal(set) var stops: UInt64 = 0
  /// Processes that quit by decision.
  public internal(set) var quits: UInt64 = 0
  /// Processes that ended since the disk was full or failed.
  public internal(set) var diskFailures: UInt64 = 0
  /// Audits.
  public internal(set) var audits: UInt64 = 0
  /// Histories compared with their uninterrupted execution, slot by slot.
  public internal(set) var comparisons: UInt64 = 0
  /// Times that budget went from one lane to another.
  public internal(set) var transfers: UInt64 = 0
  /// Slots executed, in all executions of a plan once.
  public internal(set) var slots: UInt64 = 0

  /// Nothing.
  public init() {}

  mutating func note(_ kind: Disruption.Kind?) {
    switch kind {
    case .kill: kills += 1
    case .power: powerFailures += 1
    case .full, .sync: diskFailures += 1
    case .stop, nil: return
    }
  }

  /// Adds what happened elsewhere.
  public mutating func merge(_ other: HistoryCounts) {
    processes += other.processes
    kills += other.kills
    powerFailures += other.powerFailures
    stops += other.stops
    quits += other.quits
    diskFailures += other.diskFailures
    audits += other.audits
    comparisons += other.comparisons
    transfers += other.transfers
    slots += other.slots
  }
}
