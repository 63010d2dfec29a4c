import Journal

extension JournalReader {
  /// As `forEachGroup`, for visitors that may fail.
  func forEachGroup(
    from ordinal: UInt64 = 0,
    throwing visit: (borrowing JournalGroup) throws(RunError) -> Visit
  ) throws(RunError) {
    var failure: RunError?
    do throws(JournalError) {
      try forEachGroup(from: ordinal) { group in
        do throws(RunError) {
          return try visit(group)
        } catch {
          failure = error
          return .stop
        }
      }
    } catch {
      throw RunError(error)
    }
    if let failure { throw failure }
  }

  /// Opens the journal that `recovery` describes.
  init(opening recovery: JournalRecovery) throws(RunError) {
    do { self = try JournalReader(recovery) } catch { throw RunError(error) }
  }
}
