/// The key that the client chooses for an order: the same on every attempt of a slot.
///
/// Within a run it is the slot's sequence; towards an outside venue the run id is put before it.
public struct ClientOrderID: Hashable, Comparable, Sendable {
  /// The sequence of the slot that placed the order, from 0.
  public var sequence: UInt64

  /// The id of the slot with this sequence.
  @inlinable
  public init(sequence: UInt64) { self.sequence = sequence }

  /// Stands for every order that does not belong to the run: somebody else's in the same book.
  @inlinable
  public static var foreign: ClientOrderID { ClientOrderID(sequence: .max) }

  /// Whether the order does not belong to the run.
  @inlinable
  public var isForeign: Bool { sequence == .max }

  /// Whether the left comes before the right.
  @inlinable
  public static func < (left: ClientOrderID, right: ClientOrderID) -> Bool {
    left.sequence < right.sequence
  }

  /// `<run id>-<sequence>`, unique over all runs on a venue.
  public func text(runID: String) -> String { "\(runID)-\(sequence)" }
}
