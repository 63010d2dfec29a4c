// The journal file, version 1. All numbers are little-endian; `docs/formats/journal.md` is the same
// for people who read it with another program.
//
//     bytes 0..<64            header (JournalHeader)
//     bytes 64 + 64 * n ...   record n: an outcome, a fill or a transfer
//     then, while a writer has it open, zeros reserved for what comes
//
// Invariants of the records that count:
// * A group is the fills of one slot and right behind them its outcome, which commits them.
//   Fills are numbered within their group from 0; the outcome holds their count.
// * A transfer stands between groups and commits itself.
// * The frontier never decreases from one outcome or transfer to the next.
// * No record is all zeros: its kind is not 0. So the records end where only zeros follow.
// * Each checksum covers the journal's id and the record's ordinal besides its content.

internal import Platform

/// The constants of the file format.
public enum JournalFormat {
  /// The version of the format that this program writes and reads.
  public static let version: UInt32 = 1
  /// Bytes of the header and of every record.
  public static let recordByteCount = 64
  /// The file's first eight bytes, `OBSJRNL` and a line end, as a little-endian word.
  static let magic: UInt64 = 0x0A4C_4E52_4A53_424F

  static let outcomeKind: UInt8 = 1
  static let fillKind: UInt8 = 2
  static let transferKind: UInt8 = 3

  /// Where the record of an ordinal starts in the file.
  static func byteOffset(ofRecord ordinal: UInt64) -> Int64 {
    Int64(ordinal + 1) * Int64(recordByteCount)
  }
}

extension CacheLine {
  /// The kind of the record in this line.
  var kind: UInt8 { UInt8(truncatingIfNeeded: w0 >> 32) }
}
