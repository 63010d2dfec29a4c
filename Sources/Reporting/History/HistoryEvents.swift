public import Simulation

/// The beginnings and ends of the operations of all lanes, merged by time.
///
/// The operations of a lane do not overlap, so one of each lane is all that is held. Where times are equal
/// the lower lane comes first, and within a lane its own order holds. O(lanes) an event.
public struct HistoryEvents {
  /// Which operations are wanted. Numbers and processes count these alone.
  public typealias Filter = (borrowing SlotOperation) -> Bool

  private struct Lane {
    let operations: LaneOperations
    var process: UInt64
    var operation: SlotOperation?
    var isInvoked = false

    /// When the next event is.
    var nanoseconds: Int64? {
      isInvoked ? operation?.endNanoseconds : operation?.startNanoseconds
    }
  }

  private var lanes: [Lane] = []
  private let isWanted: Filter
  private var index: UInt64 = 0

  /// Merges what each of `lanes` hands out.
  ///
  /// - Throws: `RunError` where the records cannot be read.
  public init(
    _ lanes: [LaneOperations],
    where isWanted: @escaping Filter = { _ in true }
  ) throws(RunError) {
    self.isWanted = isWanted
    for (number, operations) in lanes.enumerated() {
      self.lanes.append(Lane(operations: operations, process: UInt64(number)))
      try advance(number)
    }
  }

  /// The next event; nil behind the last.
  ///
  /// - Throws: `RunError` where the records cannot be read.
  public mutating func next() throws(RunError) -> HistoryEvent? {
    var first: (number: Int, nanoseconds: Int64)?
    for number in lanes.indices {
      guard let time = lanes[number].nanoseconds, time < first?.nanoseconds ?? .max else {
        continue
      }
      first = (number, time)
    }
    guard let (number, nanoseconds) = first, let operation = lanes[number].operation else {
      return nil
    }
    let kind = lanes[number].isInvoked ? operation.ending ?? .info : .invoke
    let event = HistoryEvent(
      index: index, kind: kind, process: lanes[number].process, nanoseconds: nanoseconds,
      operation: operation)
    index += 1
    if kind == .invoke && operation.ending != nil {
      lanes[number].isInvoked = true
    } else {
      // A process of which nobody knows what it did never acts again.
      if kind == .info { lanes[number].process += UInt64(lanes.count) }
      try advance(number)
    }
    return event
  }

  private mutating func advance(_ number: Int) throws(RunError) {
    lanes[number].isInvoked = false
    while true {
      lanes[number].operation = try lanes[number].operations.next()
      guard let operation = lanes[number].operation, !isWanted(operation) else { return }
    }
  }
}
