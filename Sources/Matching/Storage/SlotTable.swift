/// The heads of hash chains: 64-bit key -> first slot of those in a pool whose keys share a bucket.
///
/// The pool holds the keys and links the slots of a bucket, so an entry takes 4 bytes, an addition
/// looks at nothing but its bucket, and nothing ever has to be moved. The hash is key x 2^64/phi,
/// which spreads dense keys and arithmetic progressions evenly; its top bits name the bucket.
///
/// Invariants: the number of buckets is a power of 2; a chain ends with -1. Whoever adds beyond `limit` must rebuild the chains in a larger table.
struct SlotTable: ~Copyable, Sendable {
  private var heads: Slab<Int32>
  private let shift: UInt64
  /// Makes empty chains for about so many keys.
  init(keys: Int) {
    var bits = 3
    while 1 << bits < keys { bits += 1 }
    heads = Slab(count: 1 << bits) { _ in -1 }
    shift = UInt64(64 - bits)
  }

  /// Number of keys at which the chains should be rebuilt in a larger table: one to a bucket.
  var limit: Int { heads.count }

  /// Bytes of its storage.
  var byteCount: Int { heads.byteCount }

  /// The bucket of a key.
  @inline(__always)
  func bucket(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  /// The first slot of a bucket's chain, or -1.
  subscript(bucket: Int) -> Int32 {
    @inline(__always) get { heads[bucket] }
    @inline(__always) set { heads[bucket] = newValue }
  }

  /// Brings a bucket near.
  @inline(__always)
  func prefetch(_ bucket: Int) { heads.prefetch(bucket) }

  /// Puts a slot before the others of a bucket and returns the one that was first.
  @inline(__always)
  mutating func push(_ slot: Int32, to bucket: Int) -> Int32 {
    let next = heads[bucket]
    heads[bucket] = slot
    return next
  }
}
