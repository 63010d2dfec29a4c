public import Domain
import Journal

/// One attempt of a lane to have a slot take effect, from its sending to what was known of it then.
///
/// A slot has one operation in the main pass, and one for each later pass that took it up.
public struct SlotOperation: Sendable {
  /// What was planned.
  public let slot: ActionSlot
  /// What became of it in this pass; nil where nobody knows, since the process ended or is at it.
  public let outcome: SlotOutcome?
  /// The trades that the slot caused on coming in, those that later passes brought to light included.
  /// Empty where another operation of the slot has them.
  public let fills: [Fill]
  /// The pass; 0 for the main one.
  public let pass: UInt8
  /// Whether this is the operation that took effect, if any of the slot did: the first that was not
  /// certainly without effect, else the last. All others can only have met what it did.
  public let isEffective: Bool
  /// No later than its first sending, in nanoseconds of the run; no earlier than the end of the lane's
  /// operation before.
  public let startNanoseconds: Int64
  /// When its outcome was known; the start for an operation without outcome.
  public let endNanoseconds: Int64

  /// Makes an operation of its parts.
  public init(
    slot: ActionSlot, outcome: SlotOutcome?, fills: [Fill], pass: UInt8, isEffective: Bool,
    startNanoseconds: Int64, endNanoseconds: Int64
  ) {
    self.slot = slot
    self.outcome = outcome
    self.fills = fills
    self.pass = pass
    self.isEffective = isEffective
    self.startNanoseconds = startNanoseconds
    self.endNanoseconds = endNanoseconds
  }
}
