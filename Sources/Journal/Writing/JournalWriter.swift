public import Platform

/// Appends records to a journal: the one writer of its file.
///
/// Goal: a record costs tens of nanoseconds and, mapped, is safe from the end of the process when
/// `append` returns. Records go into a window of memory; mapped, it is a part of the file.
///
///     file    | header | record 0 | record 1 | ... | record p-1 | zeros | reserved |
///                                 ^windowStart           offset^  limit^   its end^
///
/// Invariants:
/// * `windowStart + offset` is where record `position` goes.
/// * Mapped, the file has room on the medium up to the window's end before anything is stored
///   there: a full medium is an error of `append`, and the record is not taken. Up to the limit
///   zeros were written, so that the page cache holds what the stores go to.
/// * `committed` counts the records up to the last outcome; the fills behind are not part of the
///   journal until their outcome is.
/// * A record's checksum is stored last: a half-stored record is no record.
public struct JournalWriter: ~Copyable {
  /// What the file's header says.
  public let header: JournalHeader
  /// How it is written.
  public let options: JournalOptions
  /// Number of records appended: the ordinal of the next.
  public internal(set) var position: UInt64
  /// Number of records up to the last outcome; what a reader will find.
  public internal(set) var committed: UInt64
  /// Number of committed records known to be on stable storage.
  public internal(set) var synced: UInt64
  /// The frontier of the last outcome.
  public internal(set) var frontier: UInt64

  let file: VolumeFile
  let checksum: RecordChecksum
  var window = MappedWindow()
  var windowStart: Int64
  var offset = 0
  /// Where in the window room for records ends, for now.
  var limit = 0
  /// Bytes at the start of the window that are in the file; only used when buffered.
  var flushedOffset = 0
  var lastSync: Instant?
  var syncFailure: SystemError?

  /// The file's path.
  public var path: String { file.path }

  /// Makes a new journal; its header is on stable storage when this returns.
  ///
  /// - Throws: `SystemError`; in particular when the file exists.
  public static func create(
    path: String, planHash: UInt128, createdAt: WallTime, options: JournalOptions = .init(),
    on volume: Volume = .system
  ) throws(SystemError) -> JournalWriter {
    let header = JournalHeader(
      journalID: SystemRandom.word(), createdAt: createdAt, planHash: planHash)
    return try create(path: path, header: header, options: options, on: volume)
  }

  /// Makes a new journal with a given header, for tests that need the same bytes every time.
  public static func create(
    path: String, header: JournalHeader, options: JournalOptions = .init(),
    on volume: Volume = .system
  ) throws(SystemError) -> JournalWriter {
    let file = try volume.open(path, .createExclusive)
    try lock(file)
    try file.write(header.encoded, at: 0)
    try file.sync()
    try volume.syncDirectory(FileSystem.parent(of: path))
    return JournalWriter(file: file, header: header, recordCount: 0, frontier: 0, options: options)
  }

  /// Goes on behind the last committed record of a journal that was inspected. What is torn off
  /// behind it is cut away for good.
  ///
  /// - Throws: `SystemError`; in particular when another process writes the journal.
  public static func open(
    after recovery: JournalRecovery, options: JournalOptions = .init()
  ) throws(SystemError) -> JournalWriter {
    let file = try recovery.volume.open(recovery.path, .readWrite)
    try lock(file)
    guard try file.size() == recovery.fileByteCount,
      try file.line(at: 0) == recovery.header.encoded
    else { throw .busy("resume the changed journal", path: recovery.path) }
    if recovery.validByteCount < recovery.fileByteCount {
      try file.truncate(to: recovery.validByteCount)
      try file.sync()
    }
    // Who made the journal may have ended before its name was on the medium.
    try recovery.volume.syncDirectory(FileSystem.parent(of: recovery.path))
    return JournalWriter(
      file: file, header: recovery.header, recordCount: recovery.recordCount,
      frontier: recovery.frontier, options: options)
  }

  init(
    file: consuming VolumeFile, header: JournalHeader, recordCount: UInt64, frontier: UInt64,
    options: JournalOptions
  ) {
    let size = options.windowByteCount
    precondition(
      size > 0 && size % MappedWindow.pageByteCount == 0, "a window is made of whole pages")
    self.file = file
    self.header = header
    self.options = options
    self.frontier = frontier
    position = recordCount
    committed = recordCount
    synced = recordCount
    checksum = RecordChecksum(journalID: header.journalID)
    windowStart = JournalFormat.byteOffset(ofRecord: recordCount)
  }

  private static func lock(_ file: borrowing VolumeFile) throws(SystemError) {
    guard try file.tryLockExclusive() else { throw .busy("lock", path: file.path) }
  }
}
