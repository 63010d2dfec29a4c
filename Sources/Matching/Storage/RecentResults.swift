internal import Domain

/// How the commands that finished last ended, so that a repeat can be answered in full.
///
/// A ring of fixed size, mapped directly by the low bits of the client order sequence: a later
/// result takes the place of the one that shares its low bits.
struct RecentResults: ~Copyable {
  /// Number of results that are kept.
  static let capacity = 16_384

  /// One finished command.
  struct Entry: Sendable {
    var id = ClientOrderID(sequence: 0)
    var fingerprint: UInt64 = 0
    var cumulative = Quantity.zero
    var leaves = Quantity.zero
    var canceled = Quantity.zero
    var status = OrderStatus.new
    var isUsed = false
  }

  private var entries: Slab<Entry>

  init() { entries = Slab(count: Self.capacity) { _ in Entry() } }

  /// Keeps a result.
  mutating func record(_ entry: Entry) { entries[Self.position(of: entry.id)] = entry }

  /// The result of the command `id`, or nil when another has taken its place.
  func find(_ id: ClientOrderID) -> Entry? {
    let entry = entries[Self.position(of: id)]
    return entry.isUsed && entry.id == id ? entry : nil
  }

  /// The entry in one place of the ring, used or not.
  func entry(at position: Int) -> Entry { entries[position] }

  private static func position(of id: ClientOrderID) -> Int {
    Int(truncatingIfNeeded: id.sequence) & (capacity - 1)
  }
}
