import Domain
import Journal

/// A later outcome of a slot that has one already.
struct Amendment {
  let outcome: SlotOutcome
  let fills: [Fill]
  let pass: UInt8
  let doneAtNanoseconds: Int64
}

/// The later outcomes of slots, handed out by ascending slot in bounded memory.
///
/// They stand behind the main pass, one pass after the other, and within a pass slots ascend. So
/// the journal's end is a list of stretches, each sorted by slot; a cursor goes through each of
/// them, and outcomes are kept for one window of slots at a time.
///
///     main pass | 3 8 9 | 3 9 |      two stretches
///                   ^     ^          their cursors, when the window is at slot 8
struct Amendments {
  private let recovery: JournalRecovery
  /// Where each stretch goes on: the ordinal of an outcome; oldest stretch first.
  private var cursors: [UInt64] = []
  /// Where each stretch ends.
  private var ends: [UInt64] = []
  private var window: Range<UInt64> = 0..<0
  private var found: [UInt64: [Amendment]] = [:]

  private let slotsPerWindow: UInt64

  /// Finds the stretches behind the record at `last`, the last of the main pass. Reads to the end.
  init(
    _ reader: borrowing JournalReader, behind last: UInt64, slotsPerWindow: UInt64 = 1 << 16
  ) throws(RunError) {
    recovery = reader.recovery
    self.slotsPerWindow = slotsPerWindow
    var before: UInt64?
    var starts: [UInt64] = []
    try reader.forEachGroup(from: last + 1) { (group) throws(RunError) in
      if before.map({ group.outcome.slot <= $0 }) ?? true { starts.append(group.ordinal) }
      before = group.outcome.slot
      return .next
    }
    cursors = starts
    ends = starts.isEmpty ? [] : starts.dropFirst() + [reader.recordCount]
  }

  /// The later outcomes of a slot, oldest first. Slots must be asked for in ascending order.
  mutating func outcomes(
    of slot: UInt64, _ reader: borrowing JournalReader
  ) throws(RunError) -> [Amendment] {
    guard !cursors.isEmpty else { return [] }
    if slot >= window.upperBound { try move(to: slot, reader) }
    return found[slot] ?? []
  }

  private mutating func move(
    to slot: UInt64, _ reader: borrowing JournalReader
  ) throws(RunError) {
    window = slot..<slot + slotsPerWindow
    found.removeAll(keepingCapacity: true)
    for stretch in cursors.indices { try advance(stretch, reader) }
  }

  /// Moves one cursor behind the window and keeps what it passes within.
  private mutating func advance(
    _ stretch: Int, _ reader: borrowing JournalReader
  ) throws(RunError) {
    let end = ends[stretch]
    guard cursors[stretch] < end else { return }
    var next = end
    try reader.forEachGroup(from: cursors[stretch]) { (group) throws(RunError) in
      guard group.ordinal < end else { return .stop }
      guard group.outcome.slot < window.upperBound else {
        next = group.ordinal
        return .stop
      }
      if group.outcome.slot >= window.lowerBound {
        found[group.outcome.slot, default: []].append(try Self.amendment(group, recovery.path))
      }
      return .next
    }
    cursors[stretch] = next
  }

  private static func amendment(
    _ group: borrowing JournalGroup, _ path: String
  ) throws(RunError) -> Amendment {
    Amendment(
      outcome: try group.readableOutcome(path), fills: group.fills.compactMap { Fill($0) },
      pass: group.outcome.pass, doneAtNanoseconds: group.outcome.doneAtNanoseconds)
  }
}

extension JournalGroup {
  /// The outcome, where its codes exist in this version.
  func readableOutcome(_ path: String) throws(RunError) -> SlotOutcome {
    guard let outcome = outcome.outcome else {
      throw RunError(
        .badRecords,
        "\(path): record \(ordinal) tells of an outcome that this version does not know; use the "
          + "version that wrote it")
    }
    return outcome
  }
}
