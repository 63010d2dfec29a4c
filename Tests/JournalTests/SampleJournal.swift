import Domain
import Journal
import Platform

/// A journal whose every record is a function of its seed and place, so that any prefix can be
/// checked against what it must be.
enum SampleJournal {
  static let header = JournalHeader(
    journalID: 0x1122_3344_5566_7788,
    createdAt: WallTime(unixNanoseconds: 1_700_000_000_123_456_789),
    planHash: 0x0011_2233_4455_6677_8899_AABB_CCDD_EEFF)

  /// The group of slot `slot`: none to four fills and an outcome.
  static func group(_ slot: UInt64, seed: UInt64) -> (fills: [FillRecord], outcome: OutcomeRecord) {
    var random = SplitMix64(seed: seed, purpose: 1, position: slot)
    let fills = (0..<random.next(below: 5 as UInt64)).map { _ in fill(&random) }
    return (fills, outcome(&random, slot: slot, fillCount: fills.count))
  }

  static func fill(_ random: inout SplitMix64) -> FillRecord {
    FillRecord(
      id: random.next(), sequence: random.next() >> 24,
      market: UInt16(truncatingIfNeeded: random.next()), makerSlot: random.next(),
      takerSlot: random.next(), priceTicks: Int64(bitPattern: random.next()),
      quantityLots: Int64(bitPattern: random.next()),
      makerAccount: Int32(truncatingIfNeeded: random.next()),
      takerAccount: Int32(truncatingIfNeeded: random.next()),
      takerSide: UInt8(random.next() & 1), flags: UInt8(random.next() & 127))
  }

  static func outcome(
    _ random: inout SplitMix64, slot: UInt64, fillCount: Int
  ) -> OutcomeRecord {
    OutcomeRecord(
      slot: slot, frontier: slot + 1, state: UInt8(truncatingIfNeeded: random.next()),
      reason: UInt8(truncatingIfNeeded: random.next()),
      orderStatus: UInt8(truncatingIfNeeded: random.next()),
      decision: UInt8(truncatingIfNeeded: random.next()),
      flags: UInt8(truncatingIfNeeded: random.next()) & ~OutcomeRecord.amendmentFlag,
      attempts: UInt32(random.next() >> 40), fillCount: UInt32(fillCount),
      cumulativeLots: Int64(bitPattern: random.next()),
      canceledLots: Int64(bitPattern: random.next()),
      plannedAtNanoseconds: Int64(bitPattern: random.next()),
      sentDelayNanoseconds: random.next() >> 8, serviceTimeNanoseconds: random.next() >> 24)
  }

  /// Appends the groups of the given slots.
  static func append(
    _ slots: Range<UInt64>, seed: UInt64, to writer: inout JournalWriter
  ) throws(SystemError) {
    for slot in slots {
      let group = group(slot, seed: seed)
      for fill in group.fills { try writer.append(fill) }
      try writer.append(group.outcome)
    }
  }

  /// Writes a closed journal of the slots `0..<slots`.
  static func write(
    _ path: String, slots: UInt64, seed: UInt64, options: JournalOptions = .init()
  ) throws(SystemError) {
    var writer = try JournalWriter.create(path: path, header: header, options: options)
    try append(0..<slots, seed: seed, to: &writer)
    try writer.close()
  }

  /// Number of groups that the journal holds, if it is a prefix of the sample; nil if not.
  static func prefixLength(_ recovery: JournalRecovery, seed: UInt64) throws -> UInt64? {
    let reader = try JournalReader(recovery)
    var slot: UInt64 = 0
    var differs = false
    var records: UInt64 = 0
    try reader.forEachGroup { found in
      let expected = group(slot, seed: seed)
      differs = found.fills != expected.fills || found.outcome != expected.outcome
      records += UInt64(expected.fills.count) + 1
      differs = differs || found.ordinal != records - 1
      slot += 1
      return differs ? .stop : .next
    }
    return differs || records != recovery.recordCount || recovery.frontier != slot ? nil : slot
  }
}
