public import Budgets
import Domain

/// The binary half of a checkpoint: what only this program reads.
///
/// File `state-<records>.bin`, little endian, in 64-bit words:
///
///     magic "OBSSTAT2", journal records it belongs to, number of content words,
///     number of packed words, the content packed (`WordPacking`),
///     two words MurmurHash3 x64 128 of all words before, padded with a zero to an even number
///
/// The content is venue block, open locks, settled orders, lost events, transfers, deferred slots and
/// the words of the measurement as a list. A block is its length in
/// bytes and the bytes, padded to words; a list is its count and the items. A lock is slot,
/// account << 32 | asset, 128-bit amount. Lost events are a count and per slot its sequence and its
/// events: 1 and ten words of a fill, or 2, the canceled order and lots. Transfers are the lists of those
/// sent and received by lane. A deferred slot is slot, tries, whether unknown, planned at, and first
/// sent at or the smallest number.
public struct VenueState: Equatable, Sendable {
  /// The venue's own state; empty for a venue outside the process.
  public var venue: [UInt8]
  /// Open locks and settled orders.
  public var budgets: BudgetStoreState
  /// Events whose answers were lost, by slot.
  public var lostEvents: [UInt64: [VenueEvent]]
  /// Budget that went to and came from other lanes.
  public var transfers: TransferCounts
  /// Slots that are tried again.
  public var deferred: [DeferredSlot]
  /// What was measured, as `RunMeasurement` writes it.
  public var measurement: [UInt64]

  private static let magic: UInt64 = 0x3254_4154_5353_424F

  /// Encodes the state as it stands after `journalRecords` records.
  func encoded(journalRecords: UInt64) -> [UInt8] {
    let content = contentWords()
    var writer = BinaryWriter()
    writer.append(Self.magic)
    writer.append(journalRecords)
    writer.append(UInt64(content.count))
    writer.append(list: WordPacking.packed(content))
    let hash = Self.hash(writer.words[...])
    writer.append(hash.0)
    writer.append(hash.1)
    return LittleEndian.bytes(writer.words)
  }

  private func contentWords() -> [UInt64] {
    var writer = BinaryWriter()
    writer.append(block: venue)
    writer.append(UInt64(budgets.locks.count))
    for lock in budgets.locks {
      writer.append(lock.id.sequence)
      writer.append(
        UInt64(UInt32(lock.account.value)) << 32 | UInt64(UInt32(lock.asset.value)))
      writer.append(lock.remaining.minorUnits)
    }
    let last = budgets.settled.words.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    writer.append(list: budgets.settled.words[..<last])
    writer.append(UInt64(lostEvents.count))
    for (slot, events) in lostEvents.sorted(by: { $0.key < $1.key }) {
      writer.append(slot)
      writer.append(UInt64(events.count))
      for event in events { writer.append(event) }
    }
    writer.append(list: transfers.sent)
    writer.append(list: transfers.received)
    writer.append(UInt64(deferred.count))
    for slot in deferred { writer.append(slot) }
    writer.append(list: measurement)
    return writer.words
  }

  /// Reads a state; nil when the bytes are not one that belongs to `journalRecords` records.
  init?(decoding bytes: [UInt8], journalRecords: UInt64) {
    guard bytes.count >= 48, bytes.count % 8 == 0 else { return nil }
    let words = LittleEndian.words(bytes)
    let hash = Self.hash(words.dropLast(2))
    guard words[words.count - 2] == hash.0, words[words.count - 1] == hash.1 else { return nil }
    var file = BinaryReader(Array(words.dropLast(2)))
    guard file.word() == Self.magic, file.word() == journalRecords, let count = file.word(),
      let packed = file.list(), file.isAtEnd, count < 1 << 40,
      let content = WordPacking.unpacked(packed, count: Int(count))
    else { return nil }
    var reader = BinaryReader(content)
    guard let venue = reader.block(), let locks = Self.locks(&reader),
      let settled = reader.list(), let lost = Self.lostEvents(&reader),
      let sent = reader.list(), let received = reader.list(), sent.count == received.count,
      let deferred = Self.deferred(&reader), let measurement = reader.list(), reader.isAtEnd
    else { return nil }
    var transfers = TransferCounts(laneCount: sent.count)
    transfers.sent = sent
    transfers.received = received
    self.transfers = transfers
    self.deferred = deferred
    self.measurement = measurement
    self.venue = venue
    budgets = BudgetStoreState(locks: locks, settled: SequenceSet(words: settled))
    lostEvents = lost
  }

  /// Makes a state of its parts.
  init(
    venue: [UInt8], budgets: BudgetStoreState, lostEvents: [UInt64: [VenueEvent]],
    transfers: TransferCounts, deferred: [DeferredSlot] = [], measurement: [UInt64] = []
  ) {
    self.venue = venue
    self.budgets = budgets
    self.lostEvents = lostEvents
    self.transfers = transfers
    self.deferred = deferred
    self.measurement = measurement
  }

  private static func deferred(_ reader: inout BinaryReader) -> [DeferredSlot]? {
    guard let count = reader.word() else { return nil }
    var slots: [DeferredSlot] = []
    for _ in 0..<count {
      guard let sequence = reader.word(), let attempts = reader.word(),
        let isUnknown = reader.word(), let planned = reader.int64(), let sent = reader.int64()
      else { return nil }
      slots.append(
        DeferredSlot(
          sequence: sequence, attempts: UInt32(clamping: attempts), isUnknown: isUnknown != 0,
          plannedAtNanoseconds: planned, firstSentAtNanoseconds: sent == .min ? nil : sent))
    }
    return slots
  }

  private static func hash(_ words: ArraySlice<UInt64>) -> (UInt64, UInt64) {
    var hash = StableHash()
    for place in stride(from: words.startIndex, to: words.endIndex, by: 2) {
      hash.combine(words[place], place + 1 < words.endIndex ? words[place + 1] : 0)
    }
    return hash.words
  }

  private static func locks(_ reader: inout BinaryReader) -> [BudgetStoreState.SavedLock]? {
    guard let count = reader.word() else { return nil }
    var locks: [BudgetStoreState.SavedLock] = []
    for _ in 0..<count {
      guard let slot = reader.word(), let owner = reader.word(), let amount = reader.int128()
      else { return nil }
      locks.append(
        .init(
          id: ClientOrderID(sequence: slot),
          account: AccountIndex(Int(owner >> 32 & 0x7FFF_FFFF)),
          asset: AssetIndex(Int(owner & 0x7FFF_FFFF)), remaining: Amount(minorUnits: amount)))
    }
    return locks
  }

  private static func lostEvents(_ reader: inout BinaryReader) -> [UInt64: [VenueEvent]]? {
    guard let count = reader.word() else { return nil }
    var lost: [UInt64: [VenueEvent]] = [:]
    for _ in 0..<count {
      guard let slot = reader.word(), let eventCount = reader.word() else { return nil }
      var events: [VenueEvent] = []
      for _ in 0..<eventCount {
        guard let event = reader.event() else { return nil }
        events.append(event)
      }
      lost[slot] = events
    }
    return lost
  }
}

extension BinaryWriter {
  fileprivate mutating func append(_ slot: DeferredSlot) {
    append(slot.sequence)
    append(UInt64(slot.attempts))
    append(UInt64(slot.isUnknown ? 1 : 0))
    append(slot.plannedAtNanoseconds)
    append(slot.firstSentAtNanoseconds ?? .min)
  }

  fileprivate mutating func append(_ event: VenueEvent) {
    switch event {
    case .canceled(let order, let quantity):
      append(UInt64(2))
      append(order.sequence)
      append(quantity.lots)
    case .fill(let fill):
      append(UInt64(1))
      append(fill.id)
      append(fill.sequence)
      append(UInt64(UInt32(fill.market.value)))
      append(fill.maker.sequence)
      append(UInt64(UInt32(fill.makerAccount.value)))
      append(fill.taker.sequence)
      append(UInt64(UInt32(fill.takerAccount.value)))
      append(UInt64(fill.takerSide.rawValue))
      append(fill.price.ticks)
      append(fill.quantity.lots)
    }
  }
}

extension BinaryReader {
  fileprivate mutating func event() -> VenueEvent? {
    guard let kind = word() else { return nil }
    if kind == 2 {
      guard let order = word(), let lots = int64() else { return nil }
      return .canceled(ClientOrderID(sequence: order), Quantity(lots: lots))
    }
    guard kind == 1, let id = word(), let sequence = word(), let market = word(),
      let maker = word(), let makerAccount = word(), let taker = word(),
      let takerAccount = word(), let sideCode = word(), let price = int64(),
      let quantity = int64(), sideCode <= 1
    else { return nil }
    return .fill(
      Fill(
        id: id, sequence: sequence, market: MarketIndex(Int(market & 0x7FFF_FFFF)),
        maker: ClientOrderID(sequence: maker),
        makerAccount: AccountIndex(Int(makerAccount & 0x7FFF_FFFF)),
        taker: ClientOrderID(sequence: taker),
        takerAccount: AccountIndex(Int(takerAccount & 0x7FFF_FFFF)),
        takerSide: sideCode == 0 ? .bid : .ask, price: Price(ticks: price),
        quantity: Quantity(lots: quantity)))
  }
}
