/// A map from 64-bit keys to values other than 0, in one row.
///
/// Open addressing with linear probing. A key's home is the top bits of `key x 2^64/phi` (Fibonacci
/// hashing, which spreads dense keys and arithmetic progressions evenly). Invariants: an entry with
/// the value 0 is unused; between a key's home and its place no entry is unused; the table is at most
/// half full and doubles beyond that. Removal shifts later entries of the same run back, so there are
/// no tombstones and look-ups stay short for ever.
struct KeyTable: ~Copyable, Sendable {
  struct Entry: BitwiseCopyable {
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
  func find(_ key: UInt64) -> UInt64 { entries[place(of: key)].value }

  /// Where the key stands, or the unused entry where it would be put. Valid until the next insertion
  /// or removal.
  @inline(__always)
  func place(of key: UInt64) -> Int {
    var position = home(of: key)
    while entries[position].value != 0 && entries[position].key != key {
      position = next(after: position)
    }
    return position
  }

  /// The value at a place; 0 when it is unused.
  @inline(__always)
  func value(at place: Int) -> UInt64 { entries[place].value }

  /// Puts a key that is not in the table, with a value other than 0, to the place that
  /// `place(of:)` gave.
  mutating func insert(_ key: UInt64, _ value: UInt64, at place: Int) {
    precondition(value != 0 && entries[place].value == 0, "a value, and a place for it")
    entries[place] = Entry(key: key, value: value)
    count += 1
    if count * 2 > entries.count { double() }
  }

  /// Adds a key that is not in the table, with a value other than 0.
  mutating func insert(_ key: UInt64, _ value: UInt64) {
    insert(key, value, at: place(of: key))
  }

  /// Gives the key at a place another value, not 0.
  @inline(__always)
  mutating func update(at place: Int, to value: UInt64) {
    precondition(value != 0 && entries[place].value != 0, "0 means that there is no value")
    entries[place].value = value
  }

  /// Removes the key at a place.
  mutating func remove(at place: Int) {
    precondition(entries[place].value != 0, "the key is not in the table")
    var hole = place
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

  @inline(never)
  private mutating func double() {
    var old = Slab<Entry>(count: entries.count * 2) { _ in .unused }
    swap(&old, &entries)
    shift -= 1
    for position in 0..<old.count where old[position].value != 0 {
      entries[place(of: old[position].key)] = old[position]
    }
  }

  @inline(__always)
  private func home(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  @inline(__always)
  private func next(after position: Int) -> Int { (position &+ 1) & (entries.count &- 1) }

  private func distance(from: Int, to: Int) -> Int { (to &- from) & (entries.count &- 1) }
}
