public import Platform

extension JournalWriter {
  /// Appends a fill, which counts once the outcome behind it is appended.
  ///
  /// - Throws: `SystemError` when there is no room; the record is not taken then.
  public mutating func append(_ fill: FillRecord) throws(SystemError) {
    let line = checksum.sealed(
      fill.encoded(index: UInt32(position - committed)), ordinal: position)
    if offset == limit { try makeRoom(for: line) }
    publish(line)
  }

  /// Appends an outcome and so commits the fills before it, which it must count.
  ///
  /// - Throws: `SystemError` when there is no room; the record is not taken then.
  public mutating func append(_ outcome: OutcomeRecord) throws(SystemError) {
    precondition(outcome.frontier >= frontier, "the frontier goes back")
    precondition(
      UInt64(outcome.fillCount) == position - committed, "the outcome counts other fills")
    let line = checksum.sealed(outcome.encoded, ordinal: position)
    if offset == limit { try makeRoom(for: line) }
    publish(line)
    committed = position
    frontier = outcome.frontier
  }

  /// Appends a transfer, which commits itself; no fill may be waiting for its outcome.
  ///
  /// - Throws: `SystemError` when there is no room; the record is not taken then.
  public mutating func append(_ transfer: TransferRecord) throws(SystemError) {
    precondition(transfer.frontier >= frontier, "the frontier goes back")
    precondition(position == committed, "a transfer within a group")
    let line = checksum.sealed(transfer.encoded, ordinal: position)
    if offset == limit { try makeRoom(for: line) }
    publish(line)
    committed = position
    frontier = transfer.frontier
  }

  private mutating func publish(_ line: CacheLine) {
    window.publish(line, at: offset)
    offset += CacheLine.byteCount
    position += 1
  }

  /// Makes room for the next record. When it throws, no record is lost and a later call tries again.
  private mutating func makeRoom(for line: CacheLine) throws(SystemError) {
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
      if let memory = file.memory { return try store(line, in: memory) }
      if limit == window.byteCount { try slideWindow() }
      let byteCount = min(Self.primedByteCount, window.byteCount - limit)
      try file.writeZeros(at: windowStart + Int64(limit), byteCount: byteCount)
      limit += byteCount
    }
  }

  /// Stores the next record in a disk's memory, where nothing can be mapped. There is never room for a
  /// second one, so that every record comes this way.
  private mutating func store(
    _ line: CacheLine, in memory: MemoryFile
  ) throws(SystemError) {
    if window.byteCount == 0 {
      window = try MappedWindow(anonymousByteCount: CacheLine.byteCount)
    }
    try memory.store(line, at: Int(windowStart) + offset)
    windowStart += Int64(offset)
    offset = 0
    limit = CacheLine.byteCount
  }

  /// Maps the part of the file that the next record goes to, in place of the part before.
  private mutating func slideWindow() throws(SystemError) {
    let next = windowStart + Int64(offset)
    // Windows start at multiples of their size, so that all are whole pages.
    let size = Int64(options.windowByteCount)
    let start = next / size * size
    try file.allocate(at: start, byteCount: size)
    window = try file.map(at: start, byteCount: options.windowByteCount)
    windowStart = start
    offset = Int(next - start)
    limit = offset
  }

  /// How far ahead zeros are written into the page cache: enough to make page faults rare, little
  /// enough not to be felt as a pause.
  private static var primedByteCount: Int { 128 << 10 }
}
