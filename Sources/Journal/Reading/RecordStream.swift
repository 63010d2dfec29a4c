internal import Platform

/// The 64-byte lines of a journal behind its header, in order, read up to a mebibyte at a time.
///
/// Reads rather than maps: a medium that fails is an error here and not the end of the process.
struct RecordStream: ~Copyable {
  /// The ordinal of the line that `next` returns next.
  private(set) var ordinal: UInt64

  /// Whether the line returned last was cut by the file's end: never a record, though padding may
  /// have made it one.
  private(set) var isCut = false

  private let file: VolumeFile
  private var window = MappedWindow()
  private var filled = 0
  private var offset = 0
  /// Where in the window the line that the file's end cuts starts; -1 for none.
  private var cutOffset = -1

  init(file: consuming VolumeFile, from ordinal: UInt64) {
    self.file = file
    self.ordinal = ordinal
  }

  /// The line of an ordinal as the file holds it now; nil behind the file's end.
  func lineNow(at ordinal: UInt64) throws(JournalError) -> CacheLine? {
    try file.record(at: ordinal)
  }

  /// The next line; nil at the end. What is left of a line that the file's end cuts is padded with
  /// zeros.
  @inline(__always)
  mutating func next() throws(JournalError) -> CacheLine? {
    if offset == filled {
      try refill()
      if filled == 0 { return nil }
    }
    let line = window.line(at: offset)
    isCut = offset == cutOffset
    offset += CacheLine.byteCount
    ordinal += 1
    return line
  }

  private mutating func refill() throws(JournalError) {
    let count: Int
    do {
      if window.byteCount == 0 { try makeWindow() }
      count = try file.read(into: &window, at: JournalFormat.byteOffset(ofRecord: ordinal))
    } catch { throw .system(error) }
    let cut = count % CacheLine.byteCount
    cutOffset = cut > 0 ? count - cut : -1
    filled = cut > 0 ? cutOffset + CacheLine.byteCount : count
    window.store([UInt8](repeating: 0, count: filled - count), at: count)
    offset = 0
  }

  /// A mebibyte, or a little more than there is, so that a writer at work can be followed.
  private mutating func makeWindow() throws(SystemError) {
    let rest = try file.size() - JournalFormat.byteOffset(ofRecord: ordinal)
    let pieces = max(0, rest) / Self.pieceByteCount + 1
    window = try MappedWindow(
      anonymousByteCount: Int(min(1 << 20, pieces * Self.pieceByteCount)))
  }

  private static var pieceByteCount: Int64 { 16 << 10 }
}
