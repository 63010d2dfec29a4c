internal import Platform

/// A journal's file as its readers see it.
extension VolumeFile {
  /// Opens a journal for reading and checks its header.
  static func openJournal(
    _ path: String, on volume: Volume
  ) throws(JournalError) -> VolumeFile {
    do { return try volume.open(path, .read) } catch {
      throw error.isMissing ? .missing(path: path) : .system(error)
    }
  }

  /// The journal's header.
  func journalHeader() throws(JournalError) -> JournalHeader {
    let line = try JournalError.wrapping { () throws(SystemError) in try self.line(at: 0) }
    guard let line, !line.isZero else { throw .empty(path: path) }
    return try JournalHeader(decoding: line, path: path)
  }

  /// The line of an ordinal, unchecked; nil behind the file's end.
  func record(at ordinal: UInt64) throws(JournalError) -> CacheLine? {
    let offset = JournalFormat.byteOffset(ofRecord: ordinal)
    return try JournalError.wrapping { () throws(SystemError) in try self.line(at: offset) }
  }
}
