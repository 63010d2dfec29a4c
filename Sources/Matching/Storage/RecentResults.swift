internal import CPrefetch
internal import Domain

/// How the commands that finished last ended, so that a repeat can be answered in full.
///
/// A ring of fixed size, mapped directly by the low bits of the client order sequence: a later
/// result takes the place of the one that shares its low bits.
struct RecentResults: ~Copyable {
  /// Number of results that are kept.
  static let capacity = 16_384

  /// One finished command: 32 bytes.
  struct Entry: BitwiseCopyable, Sendable {
    /// The sequence without its low bits, which the place in the ring tells, above the status and
    /// one bit that says that the entry is used.
    private var tag: UInt64 = 0
    var fingerprint: UInt64 = 0
    /// What was filled, in lots.
    var filledLots: Int64 = 0
    /// What was canceled, or of an order that is open, what can still trade; in lots.
    var otherLots: Int64 = 0

    /// An entry without a result.
    init() {}

    /// How the command `sequence` ended.
    @inline(__always)
    init(
      sequence: UInt64, fingerprint: UInt64, status: OrderStatus, filledLots: Int64,
      otherLots: Int64
    ) {
      tag = Self.tag(sequence) | UInt64(status.rawValue) << 1 | 1
      self.fingerprint = fingerprint
      self.filledLots = filledLots
      self.otherLots = otherLots
    }

    /// Whether there is a result.
    var isUsed: Bool { tag & 1 != 0 }

    /// Where the order stood.
    var status: OrderStatus {
      guard let status = OrderStatus(rawValue: UInt8(truncatingIfNeeded: tag >> 1 & 7)) else {
        preconditionFailure("a result with an impossible status")
      }
      return status
    }

    /// Whether it is the result of the command `sequence`, which belongs into the same place.
    func isResult(of sequence: UInt64) -> Bool { isUsed && tag >> 4 == Self.tag(sequence) >> 4 }

    /// The sequence of the command whose result stands at `position`.
    func sequence(at position: Int) -> UInt64 { tag & ~0x3FFF | UInt64(position) }

    @inline(__always)
    private static func tag(_ sequence: UInt64) -> UInt64 {
      sequence & ~UInt64(RecentResults.capacity - 1)
    }
  }

  private var entries: Slab<Entry>

  init() { entries = Slab(count: Self.capacity) { _ in Entry() } }

  /// The ring as it lies.
  @inline(__always)
  var ring: Ring { unsafe Ring(base: entries.unsafeBase) }

  /// The result of the command `id`, or nil when another has taken its place.
  func find(_ id: ClientOrderID) -> Entry? {
    let entry = entries[Self.position(of: id.sequence)]
    return entry.isResult(of: id.sequence) ? entry : nil
  }

  /// The entry in one place of the ring, used or not.
  func entry(at position: Int) -> Entry { entries[position] }

  @inline(__always)
  private static func position(of sequence: UInt64) -> Int {
    Int(truncatingIfNeeded: sequence) & (capacity - 1)
  }

  /// The places of all results.
  ///
  /// Invariants: `base` points to `capacity` entries, and no position is greater than its mask: no
  /// place lies outside, so none is checked.
  @safe
  struct Ring: BitwiseCopyable {
    fileprivate let base: UnsafeMutablePointer<Entry>

    /// Keeps the result of the command `sequence`.
    @inline(__always)
    func record(_ entry: Entry, of sequence: UInt64) {
      unsafe base[position(of: sequence)] = entry
    }

    /// Brings the place of a result near.
    @inline(__always)
    func prefetch(_ sequence: UInt64) {
      c_prefetch(unsafe UInt(bitPattern: base + position(of: sequence)))
    }
  }
}
