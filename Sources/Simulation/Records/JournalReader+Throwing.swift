import Journal

extension JournalReader {
  /// As `forEachGroup`, for visitors that may fail.
  func forEachGroup(
    from ordinal: UInt64 = 0,
    throwing visit: (borrowing JournalGroup) throws(RunError) -> Visit
  ) throws(RunError) {
    var stream = try wrapped { () throws(JournalError) in try groups(from: ordinal) }
    while try next(&stream) {
      if try visit(stream.group) == .stop { return }
    }
  }

  private func next(_ stream: inout JournalGroupStream) throws(RunError) -> Bool {
    do { return try stream.next() } catch { throw RunError(error) }
  }

  private func wrapped<Value: ~Copyable>(
    _ body: () throws(JournalError) -> Value
  ) throws(RunError) -> Value {
    do throws(JournalError) { return try body() } catch { throw RunError(error) }
  }

  /// Opens the journal that `recovery` describes.
  init(opening recovery: JournalRecovery) throws(RunError) {
    do { self = try JournalReader(recovery) } catch { throw RunError(error) }
  }
}
