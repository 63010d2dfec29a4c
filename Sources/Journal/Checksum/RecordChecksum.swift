internal import Platform

/// The checksum of a journal's records: CRC-32C of the journal id (8 bytes), the record's ordinal
/// (its low 4 bytes), and the record's bytes 4 to 63.
///
/// A record copied from another journal, or moved within its own, fails the check though its bytes
/// are whole.
struct RecordChecksum: ~Copyable {
  private let crc = CRC32C()
  private let registerAfterID: UInt32

  init(journalID: UInt64) { registerAfterID = crc.advanced(.max, by: journalID) }

  /// The line with its checksum filled in.
  @inline(__always)
  func sealed(_ line: CacheLine, ordinal: UInt64) -> CacheLine {
    var result = line
    result.w0 = line.w0 & ~0xFFFF_FFFF | UInt64(value(of: line, ordinal: ordinal))
    return result
  }

  /// Whether the line is the record that was written at this ordinal of this journal.
  @inline(__always)
  func isValid(_ line: CacheLine, ordinal: UInt64) -> Bool {
    UInt32(truncatingIfNeeded: line.w0) == value(of: line, ordinal: ordinal)
  }

  @inline(__always)
  private func value(of line: CacheLine, ordinal: UInt64) -> UInt32 {
    var covered = line
    covered.w0 = line.w0 & ~0xFFFF_FFFF | ordinal & 0xFFFF_FFFF
    return ~crc.advanced(registerAfterID, by: covered)
  }
}
