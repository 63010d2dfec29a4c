public import Budgets
public import Domain
public import Platform

/// The readable half of a checkpoint: where a run stands after so many journal records.
public struct RunSnapshot: Sendable {
  /// The run.
  public var runID: String
  /// The plan's hash, 32 hexadecimal digits.
  public var planHash: String
  /// Where the run stands.
  public var status: RunStatus
  /// When it was written.
  public var savedAt: WallTime
  /// The file of the binary half; empty where several lanes are shown together.
  public var stateFile: String
  /// Journal records that it vouches for, over all its lanes.
  public var journalRecords: UInt64
  /// How far each lane is.
  public var cursors: [LaneCursor]
  /// How long the run was executed, in nanoseconds.
  public var elapsedNanoseconds: Int64
  /// Counts.
  public var statistics: RunStatistics
  /// Sum of the hashes of all fills.
  public var tape: TapeHash
  /// Response, service and lag.
  public var latency: LatencyMeasurement
  /// Budgets to which something happened, in account and asset order.
  public var budgets: [BudgetEntry]
  /// Slots whose fate is open.
  public var unknownSlots: [UnknownSlot]

  /// One account's budget of one asset.
  public struct BudgetEntry: Hashable, Sendable {
    /// The account.
    public var account: AccountIndex
    /// The asset.
    public var asset: AssetIndex
    /// The five numbers.
    public var budget: AccountBudget
  }

  /// The schema that the JSON names.
  public static let schema = "simulator.checkpoint/1"

  /// The cursor of the first lane, the only one in a checkpoint that a lane resumes from.
  var cursor: LaneCursor {
    get { cursors[0] }
    set { cursors[0] = newValue }
  }

  /// Adds the snapshot of another lane of the same run.
  mutating func merge(_ other: RunSnapshot) {
    stateFile = ""
    journalRecords += other.journalRecords
    cursors += other.cursors
    savedAt = max(savedAt, other.savedAt)
    elapsedNanoseconds = max(elapsedNanoseconds, other.elapsedNanoseconds)
    statistics.merge(other.statistics)
    tape.merge(other.tape)
    latency.merge(other.latency)
    unknownSlots = (unknownSlots + other.unknownSlots).sorted { $0.sequence < $1.sequence }
    precondition(budgets.count == other.budgets.count, "lanes with other budgets")
    for place in budgets.indices { budgets[place].budget.merge(other.budgets[place].budget) }
  }
}

/// How far one lane is.
public struct LaneCursor: Hashable, Sendable {
  /// The lane.
  public var lane: Int
  /// Records of its journal.
  public var journalRecords: UInt64
  /// Every slot of the lane below this has an outcome of the main pass.
  public var frontier: UInt64
  /// Tries made of the slot at the frontier, when a decision to stop left it pending.
  public var attemptsInProgress: UInt32
  /// The highest pass begun.
  public var pass: UInt8
}
