public import Domain
internal import Matching

/// A venue outside of this process.
///
/// It keeps its own state, so a resumed run does not execute past slots again: the journal tells what
/// they came to. Where only the records of a run are read there is no driver, and nobody sends.
public struct ExternalVenue: Venue, ~Copyable {
  /// The name in configuration and records.
  public let name: String
  /// Has no effect: past slots are never sent again.
  public var isReplaying = false
  private let driver: (any VenueDriver)?

  /// Makes a venue of a driver; nil for reading records.
  init(name: String, driver: (any VenueDriver)?) {
    self.name = name
    self.driver = driver
  }

  /// Always false.
  public var livesInProcess: Bool { false }

  /// Hands the slot to the driver.
  public mutating func submit(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> VenueAnswer {
    driver?.submit(slot, into: &events) ?? .failed(.unavailable)
  }

  /// Lets the driver look the slot up.
  public mutating func find(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> FindAnswer {
    driver?.find(slot, into: &events) ?? .unknown(.unavailable)
  }

  /// Notes that a fill was told before the run was taken up again.
  public mutating func note(_ fill: Fill) { driver?.note(fill) }

  /// Lets the driver compare.
  public func audit(_ record: RunAccount) -> VenueAudit? { driver?.audit(record) }

  /// The sequence of the last fill told, of each market.
  public func encodedState() -> [UInt8] {
    var writer = BinaryWriter()
    writer.append(list: driver?.fillSequences ?? [])
    return LittleEndian.bytes(writer.words)
  }

  /// Hands a batch to the driver.
  public mutating func submitBatch(_ slots: [ActionSlot]) -> [BatchAnswer] {
    driver?.submitBatch(slots) ?? slots.map { _ in BatchAnswer(.failed(.unavailable), []) }
  }

  /// Takes up what `encodedState` gave.
  mutating func restore(_ state: [UInt8]) {
    guard let driver, state.count % 8 == 0, !state.isEmpty else { return }
    var reader = BinaryReader(LittleEndian.words(state))
    guard let sequences = reader.list(), sequences.count == driver.fillSequences.count else {
      return
    }
    driver.fillSequences = sequences
  }
}
