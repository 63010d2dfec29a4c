public import Platform

extension JournalWriter {
  /// Appends a fill, which counts once the outcome behind it is appended.
  ///
  /// - Throws: `SystemError` when there is no room; the record is not taken then.
  public mutating func append(_ fill: FillRecord) throws(SystemError) {
    if offset == limit { try makeRoom() }
    publish(fill.encoded(index: UInt32(position - committed)))
  }

  /// Appends an outcome and so commits the fills before it, which it must count.
  ///
  /// - Throws: `SystemError` when there is no room; the record is not taken then.
  public mutating func append(_ outcome: OutcomeRecord) throws(SystemError) {
    precondition(outcome.frontier >= frontier, "the frontier goes back")
    precondition(
      UInt64(outcome.fillCount) == position - committed, "the outcome counts other fills")
    if offset == limit { try makeRoom() }
    publish(outcome.encoded)
    committed = position
    frontier = outcome.frontier
  }

  /// Appends a transfer, which commits itself; no fill may be waiting for its outcome.
  ///
  /// - Throws: `SystemError` when there is no room; the record is not taken then.
  public mutating func append(_ transfer: TransferRecord) throws(SystemError) {
    precondition(transfer.frontier >= frontier, "the frontier goes back")
    precondition(position == committed, "a transfer within a group")
    if offset == limit { try makeRoom() }
    publish(transfer.encoded)
    committed = position
    frontier = transfer.frontier
  }

  private mutating func publish(_ line: CacheLine) {
    window.publish(checksum.sealed(line, ordinal: position), at: offset)
    offset += CacheLine.byteCount
    position += 1
  }

  /// Makes room for the next record. When it throws, no record is lost and a later call tries again.
  private mutating func makeRoom() throws(SystemError) {
    switch options.mode {
    case .buffered:
      if window.byteCount == 0 {
        window = try MappedWindow(anonymousByteCount: options.windowByteCount)
      }
      try flush()
      windowStart += Int64(offset)
      offset = 0
      flushedOffset = 0
      limit = window.byteCount
    case .mapped:
      if limit == window.byteCount { try slideWindow() }
      let byteCount = min(Self.primedByteCount, window.byteCount - limit)
      try file.writeZeros(at: windowStart + Int64(limit), byteCount: byteCount)
      limit += byteCount
    }
  }

  /// Maps the part of the file that the next record goes to, in place of the part before.
  private mutating func slideWindow() throws(SystemError) {
    let next = windowStart + Int64(offset)
    // Windows start at multiples of their size, so that all are whole pages.
    let size = Int64(options.windowByteCount)
    let start = next / size * size
    try file.allocate(at: start, byteCount: size)
    window = try MappedWindow(
      file: file, offset: start, byteCount: options.windowByteCount, access: .readWrite)
    windowStart = start
    offset = Int(next - start)
    limit = offset
  }

  /// How far ahead zeros are written into the page cache: enough to make page faults rare, little
  /// enough not to be felt as a pause.
  private static var primedByteCount: Int { 128 << 10 }
}
