public import Platform

/// The first 64 bytes of a journal: what it is, and which run it belongs to.
///
///     bytes  0..<8   magic "OBSJRNL\n"
///            8..<12  format version
///           12..<16  bytes per record: 64
///           16..<24  journal id
///           24..<32  creation time
///           32..<48  plan hash, low word first
///           48..<60  zeros
///           60..<64  CRC-32C of the 60 bytes before
public struct JournalHeader: Hashable, Sendable {
  /// 64 random bits that every record's checksum covers.
  public var journalID: UInt64
  /// When the journal was made.
  public var createdAt: WallTime
  /// The plan's hash as a number.
  public var planHash: UInt128

  /// Makes a header of its parts.
  public init(journalID: UInt64, createdAt: WallTime, planHash: UInt128) {
    self.journalID = journalID
    self.createdAt = createdAt
    self.planHash = planHash
  }

  var encoded: CacheLine {
    var line = CacheLine(
      JournalFormat.magic, Self.versionAndSize, journalID,
      UInt64(bitPattern: createdAt.unixNanoseconds), UInt64(truncatingIfNeeded: planHash),
      UInt64(truncatingIfNeeded: planHash >> 64), 0, 0)
    line.w7 = UInt64(Self.checksum(of: line)) << 32
    return line
  }

  /// Reads a header; what is foreign or damaged is told apart by where it differs first.
  init(decoding line: CacheLine, path: String) throws(JournalError) {
    guard line.w0 == JournalFormat.magic else {
      throw .foreign(path: path, found: "another kind of file", expected: "a simulator journal")
    }
    let version = UInt32(truncatingIfNeeded: line.w1)
    guard version == JournalFormat.version else {
      throw .foreign(
        path: path, found: "journal format version \(version)",
        expected: "version \(JournalFormat.version)")
    }
    guard line.w1 == Self.versionAndSize else {
      throw .foreign(
        path: path, found: "records of \(line.w1 >> 32) bytes",
        expected: "records of \(JournalFormat.recordByteCount) bytes")
    }
    guard line.w7 == UInt64(Self.checksum(of: line)) << 32 else {
      throw .headerDamaged(path: path)
    }
    journalID = line.w2
    createdAt = WallTime(unixNanoseconds: Int64(bitPattern: line.w3))
    planHash = UInt128(line.w5) << 64 | UInt128(line.w4)
  }

  private static var versionAndSize: UInt64 {
    UInt64(JournalFormat.recordByteCount) << 32 | UInt64(JournalFormat.version)
  }

  private static func checksum(of line: CacheLine) -> UInt32 {
    let words = [line.w0, line.w1, line.w2, line.w3, line.w4, line.w5, line.w6, line.w7]
    let bytes = words.flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
    }
    return CRC32C().checksum(Array(bytes.prefix(60)))
  }
}
