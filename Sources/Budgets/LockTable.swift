import Domain

/// One open lock: how much of which budget an order holds.
public struct BudgetLock: Hashable, Sendable {
  /// The order's sequence plus one; 0 marks an empty place of the table.
  var tag: UInt64
  /// Position of the account.
  var account: Int32
  /// Position of the asset.
  var asset: Int32
  /// Minor units still locked.
  var remaining: Int128

  static let empty = BudgetLock(tag: 0, account: 0, asset: 0, remaining: 0)

  /// The sequence of the order that holds the lock.
  public var sequence: UInt64 { tag - 1 }
}

/// Open locks by client order id: open addressing, linear probing, backward-shift deletion.
///
/// Invariants: the capacity is a power of two; at most half of the places are taken; every lock is
/// reachable from its home place without crossing an empty one. Memory follows the largest number
/// of locks open at once, not the number of orders.
struct LockTable {
  private(set) var places: ContiguousArray<BudgetLock>
  private(set) var count = 0
  private var mask: Int

  init() {
    places = ContiguousArray(repeating: .empty, count: 256)
    mask = 255
  }

  /// The place of the lock of `sequence`, or nil. Expected O(1).
  @inline(__always)
  func place(of sequence: UInt64) -> Int? {
    let tag = sequence + 1
    var place = home(of: tag)
    while places[place].tag != tag {
      if places[place].tag == 0 { return nil }
      place = (place + 1) & mask
    }
    return place
  }

  subscript(place: Int) -> BudgetLock {
    get { places[place] }
    set { places[place] = newValue }
  }

  /// Takes `amount` from the lock at `place` and returns what remains.
  @inline(__always)
  mutating func take(_ amount: Int128, at place: Int) -> Int128 {
    places[place].remaining -= amount
    return places[place].remaining
  }

  /// Adds a lock for a sequence that has none. Expected O(1), amortised over growth.
  mutating func insert(_ lock: BudgetLock) {
    if (count + 1) * 2 > places.count { grow() }
    var place = home(of: lock.tag)
    while places[place].tag != 0 { place = (place + 1) & mask }
    places[place] = lock
    count += 1
  }

  /// Removes the lock at `place` and closes the gap.
  mutating func remove(at place: Int) {
    var gap = place
    var next = (gap + 1) & mask
    while places[next].tag != 0 {
      let distance = (next - home(of: places[next].tag)) & mask
      if distance >= (next - gap) & mask {
        places[gap] = places[next]
        gap = next
      }
      next = (next + 1) & mask
    }
    places[gap] = .empty
    count -= 1
  }

  /// All open locks, lowest sequence first. O(n log n).
  var sorted: [BudgetLock] { places.filter { $0.tag != 0 }.sorted { $0.tag < $1.tag } }

  private func home(of tag: UInt64) -> Int {
    Int(truncatingIfNeeded: (tag &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }

  private mutating func grow() {
    let old = places
    places = ContiguousArray(repeating: .empty, count: old.count * 2)
    mask = places.count - 1
    count = 0
    for lock in old where lock.tag != 0 { insert(lock) }
  }
}
