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
  /// Journal records that it vouches for.
  public var journalRecords: UInt64
  /// Slots of the main pass with an outcome.
  public var frontier: UInt64
  /// Tries made of the slot at the frontier, when a decision to stop left it pending.
  public var attemptsInProgress: UInt32
  /// Whether the slot at the frontier was sent and may have been taken.
  public var isSlotInFlight: Bool
  /// The highest pass begun.
  public var pass: UInt8
  /// Whether that pass looks up open slots.
  public var isSettling: Bool
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
}
