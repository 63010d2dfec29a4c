import Platform
import Testing

@testable import Journal

/// The torn-tail rule, on a journal of 8 slots and 26 records.
@Suite struct DamageTests {
  static let seed: UInt64 = 31
  static let slots: UInt64 = 8
  let directory: TemporaryDirectory
  let path: String
  let whole: [UInt8]
  /// Where the groups end, as a number of records.
  let groupEnds: [UInt64]

  init() throws {
    directory = try TemporaryDirectory()
    path = directory("j")
    try SampleJournal.write(path, slots: Self.slots, seed: Self.seed)
    whole = try File.read(path: path)
    var end: UInt64 = 0
    groupEnds = (0..<Self.slots).map {
      end += UInt64(SampleJournal.group($0, seed: Self.seed).fills.count) + 1
      return end
    }
  }

  @Test func everyFlippedByteIsSeen() throws {
    let lastOrdinal = UInt64(whole.count / 64 - 2)
    for place in whole.indices {
      for mask in [1, 0x80, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[place] ^= mask
        try replace(with: bytes)
        let ordinal = UInt64(max(0, place / 64 - 1))
        let result = Result { () throws(JournalError) in try JournalRecovery.inspect(path) }
        switch result {
        case .success(let recovery):
          let isLast = place >= 64 && ordinal == lastOrdinal
          #expect(isLast, "byte \(place) ^ \(mask) went unseen")
          #expect(recovery.recordCount == groupEnds[Int(Self.slots) - 2], "byte \(place)")
          #expect(recovery.tornRecords == lastOrdinal + 1 - recovery.recordCount)
        case .failure(.foreign), .failure(.headerDamaged):
          #expect(place < 64, "byte \(place) ^ \(mask)")
        case .failure(let error):
          let expected = JournalError.damaged(
            path: path, ordinal: ordinal, byteOffset: Int64(place / 64 * 64), what: .checksum)
          #expect(error == expected && ordinal < lastOrdinal, "byte \(place) ^ \(mask)")
        }
      }
    }
  }

  @Test func everyLengthKeepsTheWholeGroups() throws {
    for length in whole.indices {
      try replace(with: Array(whole[..<length]))
      if length < 64 {
        #expect(throws: JournalError.empty(path: path)) { try JournalRecovery.inspect(path) }
        continue
      }
      let recovery = try JournalRecovery.inspect(path)
      let count = groupEnds.last { 64 * ($0 + 1) <= UInt64(length) } ?? 0
      #expect(recovery.recordCount == count, "length \(length)")
      #expect(recovery.validByteCount == Int64(64 * (count + 1)))
      // A cut record of which only zeros are left looks like reserve.
      let isCutSeen = whole[(length / 64 * 64)..<length].contains { $0 != 0 }
      let seen = UInt64(length / 64 - 1) + (isCutSeen ? 1 : 0)
      #expect(recovery.tornRecords == seen - count, "length \(length)")
      let found = try SampleJournal.prefixLength(recovery, seed: Self.seed)
      #expect(found == UInt64(groupEnds.count { $0 <= count }), "length \(length)")
    }
  }

  @Test func aWriterGoesOnBehindEveryLength() throws {
    for length in stride(from: 64, to: whole.count, by: 29) {
      try replace(with: Array(whole[..<length]))
      let recovery = try JournalRecovery.inspect(path)
      var writer = try JournalWriter.open(after: recovery)
      try SampleJournal.append(recovery.frontier..<Self.slots, seed: Self.seed, to: &writer)
      try writer.close()
      #expect(try File.read(path: path) == whole, "length \(length)")
    }
  }

  @Test(arguments: [1, 63, 64, 4096, 3 << 20])
  func zerosBehindTheEndAreReserve(count: Int) throws {
    try replace(with: whole + [UInt8](repeating: 0, count: count))
    let recovery = try JournalRecovery.inspect(path)
    #expect(recovery.recordCount == groupEnds.last)
    #expect(recovery.tornRecords == 0)
  }

  @Test(arguments: [64, 4096, 3 << 20])
  func anythingBehindZerosIsDamage(count: Int) throws {
    try replace(with: whole + [UInt8](repeating: 0, count: count) + [1])
    let ordinal = UInt64(whole.count / 64 - 1)
    #expect(
      throws: JournalError.damaged(
        path: path, ordinal: ordinal, byteOffset: Int64(whole.count), what: .checksum)
    ) { try JournalRecovery.inspect(path) }
  }

  @Test func aHalfStoredRecordIsTorn() throws {
    // As a killed writer leaves it: all but the first word, with reserved zeros behind.
    var half = Array(whole.suffix(64))
    half.replaceSubrange(0..<8, with: [UInt8](repeating: 0, count: 8))
    try replace(with: whole.dropLast(64) + half + [UInt8](repeating: 0, count: 8192))
    let recovery = try JournalRecovery.inspect(path)
    #expect(recovery.recordCount == groupEnds[Int(Self.slots) - 2])
    #expect(recovery.tornRecords == groupEnds[Int(Self.slots) - 1] - recovery.recordCount)
  }

  @Test func recordsOutOfPlaceAreDamage() throws {
    var bytes = whole
    let first = Array(whole[64..<128])
    let second = Array(whole[128..<192])
    bytes.replaceSubrange(64..<192, with: second + first)
    try replace(with: bytes)
    expectDamage(at: 0)
    bytes = whole
    bytes.replaceSubrange(64..<128, with: second)
    try replace(with: bytes)
    expectDamage(at: 0)
  }

  @Test func recordsOfAnotherJournalAreDamage() throws {
    var header = SampleJournal.header
    header.journalID ^= 1
    var writer = try JournalWriter.create(path: directory("other"), header: header)
    try SampleJournal.append(0..<Self.slots, seed: Self.seed, to: &writer)
    try writer.close()
    let other = try File.read(path: directory("other"))
    try replace(with: Array(whole[..<192] + other[192..<256] + whole[256...]))
    expectDamage(at: 2)
  }

  private func expectDamage(at ordinal: UInt64) {
    #expect(
      throws: JournalError.damaged(
        path: path, ordinal: ordinal, byteOffset: Int64(64 * (ordinal + 1)), what: .checksum)
    ) { try JournalRecovery.inspect(path) }
  }

  private func replace(with bytes: [UInt8]) throws(SystemError) {
    let file = try File(path: path, mode: .readWrite)
    try file.truncate(to: Int64(bytes.count))
    try file.write(bytes, at: 0)
  }
}
