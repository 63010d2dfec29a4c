/// An outcome and the fills it commits.
public struct JournalGroup: Hashable, Sendable {
  /// The fills in order.
  public internal(set) var fills: [FillRecord]
  /// The outcome.
  public internal(set) var outcome: OutcomeRecord
  /// The ordinal of the outcome's record; the fills have those right before.
  public internal(set) var ordinal: UInt64
}
