public import Platform

/// What a journal holds, after a check of its records: where it ends, and what was cut off there.
///
/// The torn-tail rule. Whatever ended the writer left whole records, then at most one group that
/// was not finished, then zeros or nothing:
/// * The records end where only zeros follow.
/// * Fills without their outcome at the end, and one last record that is not whole, are torn: they
///   do not count, are reported, and are cut off when a writer goes on.
/// * A record that fails its check with anything but zeros behind it is damage: the journal is
///   refused.
public struct JournalRecovery: Hashable, Sendable {
  /// The journal's path.
  public let path: String
  /// Where it is.
  public let volume: Volume
  /// What its header says.
  public let header: JournalHeader
  /// Number of records that count, from the first to the last outcome.
  public let recordCount: UInt64
  /// The frontier of the last outcome; 0 when there is none.
  public let frontier: UInt64
  /// Number of records behind the last outcome that are torn off.
  public let tornRecords: UInt64
  /// The file's length when it was inspected, in bytes.
  public let fileByteCount: Int64

  /// Length of the header and the records that count, in bytes: where torn records begin.
  public var validByteCount: Int64 { JournalFormat.byteOffset(ofRecord: recordCount) }

  /// Checks the header and all records. Streams the file once.
  public static func inspect(_ path: String) throws(JournalError) -> JournalRecovery {
    try inspect(path, trusting: 0)
  }

  /// Checks the header and the records from the ordinal `trusted` on. A checkpoint vouches for those
  /// before: it counted `trusted` records, the last an outcome. That one alone is checked again.
  ///
  /// - Parameter allowsHoles: for journals that are synced in groups. A power failure may have lost
  ///   some pages behind the last sync and kept later ones; with this, whole pages of zeros end the
  ///   journal whatever follows, and what follows is torn off.
  public static func inspect(
    _ path: String, on volume: Volume = .system, trusting trusted: UInt64,
    allowsHoles: Bool = false
  ) throws(JournalError) -> JournalRecovery {
    let file = try VolumeFile.openJournal(path, on: volume)
    let header = try file.journalHeader()
    let fileByteCount = try JournalError.wrapping { () throws(SystemError) in try file.size() }
    var scan = JournalScan(
      path: path, journalID: header.journalID, trusted: trusted, allowsHoles: allowsHoles)
    if trusted > 0 {
      try scan.begin(behind: file.record(at: trusted - 1), fileByteCount: fileByteCount)
    }
    var stream = RecordStream(file: file, from: trusted)
    try scan.run(&stream)
    return JournalRecovery(
      path: path, volume: volume, header: header, recordCount: scan.committed,
      frontier: scan.frontier,
      tornRecords: scan.tornEnd - scan.committed, fileByteCount: fileByteCount)
  }
}
