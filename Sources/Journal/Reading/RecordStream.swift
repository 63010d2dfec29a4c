internal import Platform

/// The 64-byte lines of a journal behind its header, in order, read a mebibyte at a time.
///
/// Reads rather than maps: a medium that fails is an error here and not the end of the process.
struct RecordStream: ~Copyable {
  /// The ordinal of the line that `next` returns next.
  private(set) var ordinal: UInt64

  /// Whether the line returned last was cut by the file's end: never a record, though padding may
  /// have made it one.
  private(set) var isCut = false

  private let file: VolumeFile
  private var window: MappedWindow
  private var filled = 0
  private var offset = 0
  /// Where in the window the line that the file's end cuts starts; -1 for none.
  private var cutOffset = -1

  init(file: consuming VolumeFile, from ordinal: UInt64) throws(JournalError) {
    self.file = file
    self.ordinal = ordinal
    window = try JournalError.wrapping { () throws(SystemError) in
      try MappedWindow(anonymousByteCount: 1 << 20)
    }
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
      count = try file.read(into: &window, at: JournalFormat.byteOffset(ofRecord: ordinal))
    } catch { throw .system(error) }
    let cut = count % CacheLine.byteCount
    cutOffset = cut > 0 ? count - cut : -1
    filled = cut > 0 ? cutOffset + CacheLine.byteCount : count
    window.store([UInt8](repeating: 0, count: filled - count), at: count)
    offset = 0
  }
}
