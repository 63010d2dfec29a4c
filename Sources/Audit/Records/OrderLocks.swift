/// What single orders still hold locked, in lots, where that cannot be told from the book.
///
/// The need of an order is linear in its lots, so lots say how much money it is. On a venue that the
/// audit can predict these are only orders whose fate was open at some time; elsewhere all open ones.
struct OrderLocks: Sendable {
  struct Entry: Hashable, Sendable {
    /// What is still locked.
    var lots: Int64
    /// Whether the order is closed: only the first closing gives anything back.
    var isClosed = false
  }

  private var entries: [UInt64: Entry] = [:]
  /// Whether an order without an entry holds nothing. Then none is kept of an order that is closed and
  /// holds nothing; else it says that nothing is given back once more.
  private let tracksAll: Bool

  /// Nothing is locked.
  ///
  /// - Parameter tracksAll: whether every order that locks something is tracked.
  init(tracksAll: Bool) { self.tracksAll = tracksAll }

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  subscript(order: UInt64) -> Entry? { entries.isEmpty ? nil : entries[order] }

  mutating func track(_ order: UInt64, _ lots: Int64) {
    if entries[order] == nil { entries[order] = Entry(lots: lots) }
  }

  mutating func forget(_ order: UInt64) {
    if !entries.isEmpty { entries[order] = nil }
  }

  mutating func forgetAll() { entries.removeAll(keepingCapacity: true) }

  /// Takes filled lots out of a lock.
  ///
  /// - Returns: by how many lots the fill exceeds the lock; 0 when it fits.
  mutating func fill(_ order: UInt64, _ lots: Int64) -> Int64 {
    guard var entry = entries[order] else { return 0 }
    let excess = max(0, lots - entry.lots)
    entry.lots -= lots - excess
    entries[order] = entry.lots == 0 && (tracksAll || !entry.isClosed) ? nil : entry
    return excess
  }

  /// Closes an order, of which so many lots are canceled.
  ///
  /// - Returns: how many lots are given back.
  mutating func close(_ order: UInt64, _ lots: Int64) -> Int64 {
    guard var entry = entries[order], !entry.isClosed else { return 0 }
    let freed = min(lots, entry.lots)
    entry.lots -= freed
    entry.isClosed = true
    entries[order] = entry.lots == 0 && tracksAll ? nil : entry
    return freed
  }

  func forEach(_ body: (UInt64, Int64) -> Void) {
    for (order, entry) in entries where entry.lots > 0 { body(order, entry.lots) }
  }
}
