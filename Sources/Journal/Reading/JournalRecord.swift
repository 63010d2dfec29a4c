/// A record of either kind.
public enum JournalRecord: Hashable, Sendable {
  /// What became of a slot.
  case outcome(OutcomeRecord)
  /// A fill, and its place among the fills of its group, from 0.
  case fill(FillRecord, index: UInt32)
}
