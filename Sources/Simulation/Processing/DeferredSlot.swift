import Domain

/// A slot of the open model that failed and is tried again while others go on.
///
/// Its first outcome is in the journal with the decision `retry`; every further try is an amendment of
/// pass `DeferredSlot.pass`.
public struct DeferredSlot: Hashable, Sendable {
  /// The slot.
  public var sequence: UInt64
  /// Tries so far.
  public var attempts: UInt32
  /// Whether the venue may have taken it all the same.
  public var isUnknown: Bool
  /// When it was planned to be sent, in nanoseconds of the run.
  public var plannedAtNanoseconds: Int64 = 0
  /// When it was first sent, in nanoseconds of the run; nil when that is not known any more.
  public var firstSentAtNanoseconds: Int64?
  /// When it is tried again, in nanoseconds of the run; after a resume at once.
  public var dueNanoseconds: Int64 = 0

  /// The pass of all amendments by tries again; later passes have lower numbers.
  static let pass: UInt8 = 127
}

extension ExecutionCore where V: ~Copyable {
  /// Keeps the list of deferred slots: a slot stays on it for as long as its outcome says so.
  mutating func noteDeferred(_ sequence: UInt64, _ outcome: SlotOutcome) {
    let place = deferred.firstIndex { $0.sequence == sequence }
    guard outcome.decision == .retry else {
      if let place { deferred.remove(at: place) }
      return
    }
    let isUnknown = outcome.state == .unknown
    if let place {
      deferred[place].attempts += outcome.attempts
      deferred[place].isUnknown = isUnknown
    } else {
      deferred.append(
        DeferredSlot(sequence: sequence, attempts: outcome.attempts, isUnknown: isUnknown))
    }
  }

  /// The deferred entry of a slot.
  func deferredSlot(_ sequence: UInt64) -> DeferredSlot? {
    deferred.first { $0.sequence == sequence }
  }
}
