internal import Domain

/// Where each open order is: client order id -> slot in the order pool.
///
/// Open addressing with linear probing. An entry's home is the top bits of `sequence x 2^64/phi`
/// (Fibonacci hashing, which spreads dense sequences evenly). Removal shifts later entries of the
/// same run back, so there are no tombstones and look-ups stay short for ever. The table is at most
/// half full and doubles beyond that.
struct OrderIndex: ~Copyable {
  private struct Entry {
    var id: ClientOrderID
    var slot: OrderSlot

    static var empty: Entry { Entry(id: ClientOrderID(sequence: 0), slot: .none) }
  }

  private var entries: Slab<Entry>
  private var shift: UInt64
  /// Number of orders in the index.
  private(set) var count: Int

  /// Makes an empty index with room for `2^bits` entries.
  init(bits: Int = 13) {
    precondition((1...40).contains(bits), "an index of 2^\(bits) entries")
    entries = Slab(count: 1 << bits) { _ in .empty }
    shift = UInt64(64 - bits)
    count = 0
  }

  /// The slot of the open order with this id, or `none`.
  func find(_ id: ClientOrderID) -> OrderSlot {
    var position = home(of: id)
    while true {
      let entry = entries[position]
      if entry.slot == .none || entry.id == id { return entry.slot }
      position = next(after: position)
    }
  }

  /// Adds an order that is not in the index yet.
  mutating func insert(_ id: ClientOrderID, _ slot: OrderSlot) {
    if (count + 1) * 2 > entries.count { double() }
    place(Entry(id: id, slot: slot))
    count += 1
  }

  /// Removes an order that is in the index.
  mutating func remove(_ id: ClientOrderID) {
    var hole = home(of: id)
    while entries[hole].id != id || entries[hole].slot == .none {
      precondition(entries[hole].slot != .none, "the order is not in the index")
      hole = next(after: hole)
    }
    count -= 1
    closeGap(at: hole)
  }

  /// Moves back every later entry of the run whose home does not lie behind the hole.
  private mutating func closeGap(at start: Int) {
    var hole = start
    var position = next(after: hole)
    while entries[position].slot != .none {
      let distanceHome = distance(from: home(of: entries[position].id), to: position)
      if distanceHome >= distance(from: hole, to: position) {
        entries[hole] = entries[position]
        hole = position
      }
      position = next(after: position)
    }
    entries[hole] = .empty
  }

  private mutating func place(_ entry: Entry) {
    var position = home(of: entry.id)
    while entries[position].slot != .none {
      precondition(entries[position].id != entry.id, "the order is in the index already")
      position = next(after: position)
    }
    entries[position] = entry
  }

  @inline(never)
  private mutating func double() {
    var old = Slab<Entry>(count: entries.count * 2) { _ in .empty }
    swap(&old, &entries)
    shift -= 1
    for position in 0..<old.count where old[position].slot != .none { place(old[position]) }
  }

  private func home(of id: ClientOrderID) -> Int {
    Int(truncatingIfNeeded: (id.sequence &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  private func next(after position: Int) -> Int { (position + 1) & (entries.count - 1) }

  private func distance(from: Int, to: Int) -> Int { (to - from) & (entries.count - 1) }
}
