public import Platform

extension JournalWriter {
  /// Appends a fill, which counts once the outcome behind it is appended.
  ///
  /// - Throws: `SystemError` when there is no room; the record is not taken then.
  public mutating func append(_ fill: FillRecord) throws(SystemError) {
    if offset == window.byteCount { try advanceWindow() }
    publish(fill.encoded(index: UInt32(position - committed)))
  }

  /// Appends an outcome and so commits the fills before it, which it must count.
  ///
  /// - Throws: `SystemError` when there is no room; the record is not taken then.
  public mutating func append(_ outcome: OutcomeRecord) throws(SystemError) {
    precondition(outcome.frontier >= frontier, "the frontier goes back")
    precondition(
      UInt64(outcome.fillCount) == position - committed, "the outcome counts other fills")
    if offset == window.byteCount { try advanceWindow() }
    publish(outcome.encoded)
    committed = position
    frontier = outcome.frontier
  }

  private mutating func publish(_ line: CacheLine) {
    window.publish(checksum.sealed(line, ordinal: position), at: offset)
    offset += CacheLine.byteCount
    position += 1
  }

  /// Makes room behind a full window. When it throws, nothing has changed.
  private mutating func advanceWindow() throws(SystemError) {
    let next = windowStart + Int64(offset)
    switch options.mode {
    case .buffered:
      if window.byteCount == 0 {
        window = try MappedWindow(anonymousByteCount: options.windowByteCount)
      } else {
        try flush()
      }
      windowStart = next
      offset = 0
      flushedOffset = 0
    case .mapped:
      // Windows start at multiples of their size, so that all are whole pages.
      let size = Int64(options.windowByteCount)
      let start = next / size * size
      try file.allocate(at: start, byteCount: size)
      window = try MappedWindow(
        file: file, offset: start, byteCount: options.windowByteCount, access: .readWrite)
      windowStart = start
      offset = Int(next - start)
    }
  }
}
