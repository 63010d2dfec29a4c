/// A map from 64-bit keys to values other than 0, in one row.
///
/// Open addressing with linear probing. A key's home is the top bits of `key x 2^64/phi` (Fibonacci
/// hashing, which spreads dense keys and arithmetic progressions evenly). Invariants: an entry with
/// the value 0 is unused; between a key's home and its place no entry is unused; the table is at most
/// half full and doubles beyond that. Removal shifts later entries of the same run back, so there are
/// no tombstones and look-ups stay short for ever.
struct KeyTable: ~Copyable, Sendable {
  private struct Entry: BitwiseCopyable {
    var key: UInt64
    var value: UInt64

    static var unused: Entry { Entry(key: 0, value: 0) }
  }

  private var entries: Slab<Entry>
  private var shift: UInt64
  /// Number of keys.
  private(set) var count = 0

  /// Makes an empty table with room for `2^(bits - 1)` keys before it doubles.
  init(bits: Int) {
    precondition((1...40).contains(bits), "a table of 2^\(bits) entries")
    entries = Slab(count: 1 << bits) { _ in .unused }
    shift = UInt64(64 - bits)
  }

  /// Bytes of its storage.
  var byteCount: Int { entries.byteCount }

  /// The value of a key, or 0.
  @inline(__always)
  func find(_ key: UInt64) -> UInt64 {
    var position = home(of: key)
    while true {
      let entry = entries[position]
      if entry.key == key || entry.value == 0 { return entry.value }
      position = next(after: position)
    }
  }

  /// Adds a key that is not in the table, with a value other than 0.
  mutating func insert(_ key: UInt64, _ value: UInt64) {
    precondition(value != 0, "0 means that there is no value")
    if (count + 1) * 2 > entries.count { double() }
    place(Entry(key: key, value: value))
    count += 1
  }

  /// Gives a key that is in the table another value, not 0.
  mutating func update(_ key: UInt64, to value: UInt64) {
    precondition(value != 0, "0 means that there is no value")
    entries[existing(key)].value = value
  }

  /// Removes a key that is in the table.
  mutating func remove(_ key: UInt64) {
    var hole = existing(key)
    var position = next(after: hole)
    while entries[position].value != 0 {
      // An entry moves back unless its home lies behind the hole.
      let distanceHome = distance(from: home(of: entries[position].key), to: position)
      if distanceHome >= distance(from: hole, to: position) {
        entries[hole] = entries[position]
        hole = position
      }
      position = next(after: position)
    }
    entries[hole] = .unused
    count -= 1
  }

  private func existing(_ key: UInt64) -> Int {
    var position = home(of: key)
    while entries[position].key != key || entries[position].value == 0 {
      precondition(entries[position].value != 0, "the key is not in the table")
      position = next(after: position)
    }
    return position
  }

  private mutating func place(_ entry: Entry) {
    var position = home(of: entry.key)
    while entries[position].value != 0 {
      precondition(entries[position].key != entry.key, "the key is in the table already")
      position = next(after: position)
    }
    entries[position] = entry
  }

  @inline(never)
  private mutating func double() {
    var old = Slab<Entry>(count: entries.count * 2) { _ in .unused }
    swap(&old, &entries)
    shift -= 1
    for position in 0..<old.count where old[position].value != 0 { place(old[position]) }
  }

  private func home(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  private func next(after position: Int) -> Int { (position &+ 1) & (entries.count &- 1) }

  private func distance(from: Int, to: Int) -> Int { (to &- from) & (entries.count &- 1) }
}
