import Domain
import Journal

/// A later outcome of a slot that has one already.
struct Amendment {
  let outcome: SlotOutcome
  let fills: [Fill]
  let pass: UInt8
  let doneAtNanoseconds: Int64
  let timing: SlotTiming?
  /// Where in the journal it stands.
  let ordinal: UInt64
}

/// Where in a journal the later outcomes of slots stand.
///
/// 16 bytes for every later outcome; the outcomes themselves are read when they are asked for.
struct Amendments {
  private struct Place {
    let slot: UInt64
    let ordinal: UInt64
  }

  /// Sorted by slot, and for one slot in the journal's order.
  private let places: [Place]
  private let path: String

  /// Looks through the whole journal.
  init(_ reader: borrowing JournalReader) throws(RunError) {
    path = reader.recovery.path
    var found: [Place] = []
    try reader.forEachGroup { (group) throws(RunError) in
      if group.outcome.isAmendment {
        found.append(Place(slot: group.outcome.slot, ordinal: group.ordinal))
      }
      return .next
    }
    places = found.sorted { ($0.slot, $0.ordinal) < ($1.slot, $1.ordinal) }
  }

  /// The later outcomes of a slot, oldest first. O(log n) and a few reads for each.
  func outcomes(
    of slot: UInt64, _ reader: borrowing JournalReader
  ) throws(RunError) -> [Amendment] {
    var found: [Amendment] = []
    var place = firstPlace(of: slot)
    while place < places.count, places[place].slot == slot {
      found.append(try amendment(at: places[place].ordinal, reader))
      place += 1
    }
    return found
  }

  /// Whether a slot has later outcomes. O(log n)
  func contains(_ slot: UInt64) -> Bool {
    let place = firstPlace(of: slot)
    return place < places.count && places[place].slot == slot
  }

  private func firstPlace(of slot: UInt64) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].slot < slot { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func amendment(
    at ordinal: UInt64, _ reader: borrowing JournalReader
  ) throws(RunError) -> Amendment {
    guard case .outcome(let record) = try read(ordinal, reader) else {
      preconditionFailure("an outcome is no outcome any more")
    }
    var fills: [Fill] = []
    for place in ordinal - UInt64(record.fillCount)..<ordinal {
      guard case .fill(let fill, _) = try read(place, reader) else { continue }
      if let known = Fill(fill) { fills.append(known) }
    }
    return Amendment(
      outcome: try record.readableOutcome(path, ordinal), fills: fills, pass: record.pass,
      doneAtNanoseconds: record.doneAtNanoseconds, timing: SlotTiming(record),
      ordinal: ordinal)
  }

  private func read(
    _ ordinal: UInt64, _ reader: borrowing JournalReader
  ) throws(RunError) -> JournalRecord {
    do { return try reader.read(recordAt: ordinal) } catch { throw RunError(error) }
  }
}

extension OutcomeRecord {
  /// The outcome, where its codes exist in this version.
  func readableOutcome(_ path: String, _ ordinal: UInt64) throws(RunError) -> SlotOutcome {
    guard let outcome else {
      throw RunError(
        .badRecords,
        "\(path): record \(ordinal) tells of an outcome that this version does not know; use the "
          + "version that wrote it")
    }
    return outcome
  }
}
