public import Platform

extension JournalWriter {
  /// Hands every appended record to the system, where it survives the end of the process. Mapped,
  /// that is so already.
  public mutating func flush() throws(SystemError) {
    guard options.mode == .buffered, flushedOffset < offset else { return }
    try file.write(
      flushedOffset..<offset, of: window, at: windowStart + Int64(flushedOffset))
    flushedOffset = offset
  }

  /// Carries every appended record to stable storage.
  ///
  /// After a failure every further call fails the same way: the system may have dropped what it
  /// could not write, so a later success would prove nothing.
  public mutating func sync() throws(SystemError) {
    if let syncFailure { throw syncFailure }
    try flush()
    do {
      try file.sync()
    } catch {
      syncFailure = error
      throw error
    }
    synced = committed
  }

  /// Syncs when the options' group commit asks for it at `now`.
  ///
  /// - Returns: whether it did. `synced` tells how far the journal is durable.
  @discardableResult
  public mutating func syncIfDue(now: Instant) throws(SystemError) -> Bool {
    guard let rule = options.groupCommit, committed > synced else { return false }
    let since = lastSync ?? now
    if lastSync == nil { lastSync = now }
    guard committed - synced >= rule.records || now - since >= rule.interval else { return false }
    try sync()
    lastSync = now
    return true
  }

  /// Ends writing: hands everything over, cuts off the reserved rest and fills without outcome,
  /// and syncs if there is a group commit.
  public consuming func close() throws(SystemError) {
    try flush()
    try file.truncate(to: JournalFormat.byteOffset(ofRecord: committed))
    if options.groupCommit != nil { try sync() }
  }
}
