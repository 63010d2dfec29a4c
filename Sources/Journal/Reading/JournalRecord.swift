/// A record of any kind.
public enum JournalRecord: Hashable, Sendable {
  /// What became of a slot.
  case outcome(OutcomeRecord)
  /// A fill, and its place among the fills of its group, from 0.
  case fill(FillRecord, index: UInt32)
  /// Budget that went to or came from another lane.
  case transfer(TransferRecord)
}
