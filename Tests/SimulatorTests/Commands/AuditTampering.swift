import Platform

@testable import Journal

/// Changes records of a journal on disk, each with the checksum that fits what it says then.
struct AuditTampering {
  let path: String

  /// Changes the first outcome that `body` changes; false when it changes none.
  func changeOutcome(_ body: (inout OutcomeRecord) -> Void) throws -> Bool {
    try change { line in
      guard line.kind == JournalFormat.outcomeKind else { return nil }
      var record = OutcomeRecord(decoding: line)
      let before = record
      body(&record)
      return record == before ? nil : record.encoded
    }
  }

  /// Changes the first fill.
  func changeFill(_ body: (inout FillRecord) -> Void) throws -> Bool {
    try change { line in
      guard line.kind == JournalFormat.fillKind else { return nil }
      var record = FillRecord(decoding: line)
      body(&record)
      return record.encoded(index: FillRecord.index(in: line))
    }
  }

  /// Flips a bit of one record and leaves its checksum as it is.
  func damage(record ordinal: Int) throws {
    var bytes = try File.read(path: path)
    bytes[Self.offset(ordinal) + 20] ^= 1
    try File.writeAtomically(path: path, bytes, isDurable: false)
  }

  private func change(_ body: (CacheLine) -> CacheLine?) throws -> Bool {
    var bytes = try File.read(path: path)
    let checksum = RecordChecksum(journalID: Self.line(bytes, at: 0).w2)
    for ordinal in 0..<(bytes.count / CacheLine.byteCount - 1) {
      let offset = Self.offset(ordinal)
      guard let changed = body(Self.line(bytes, at: offset)) else { continue }
      let sealed = checksum.sealed(changed, ordinal: UInt64(ordinal))
      let words = [
        sealed.w0, sealed.w1, sealed.w2, sealed.w3, sealed.w4, sealed.w5, sealed.w6, sealed.w7,
      ]
      for place in 0..<CacheLine.byteCount {
        bytes[offset + place] = UInt8(truncatingIfNeeded: words[place / 8] >> (place % 8 * 8))
      }
      try File.writeAtomically(path: path, bytes, isDurable: false)
      return true
    }
    return false
  }

  private static func offset(_ ordinal: Int) -> Int { (ordinal + 1) * CacheLine.byteCount }

  private static func line(_ bytes: [UInt8], at offset: Int) -> CacheLine {
    var words = [UInt64](repeating: 0, count: 8)
    for place in 0..<CacheLine.byteCount {
      words[place / 8] |= UInt64(bytes[offset + place]) << (place % 8 * 8)
    }
    return CacheLine(
      words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7])
  }
}
