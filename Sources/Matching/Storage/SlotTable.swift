internal import CPrefetch

/// The heads of hash chains: 64-bit key -> first slot of those in a pool whose keys share a bucket.
///
/// The pool holds the keys and links the slots of a bucket, so an entry takes 4 bytes, an addition
/// looks at nothing but its bucket, and nothing ever has to be moved. The hash is the key times
/// 2^64 / (n - 1 + x), for n buckets and x = 2 - phi, about 0.382; its top bits name the bucket. So keys
/// that follow each other have buckets that follow each other, which come near together, and dense keys
/// share none before they have filled all. Arithmetic progressions are spread evenly whatever their
/// stride, because of x: 1 / (n - 1 + x) has the continued fraction [0; n - 1, 2, 1, 1, 1, ...], so that
/// no small multiple of it lies near a whole number.
///
/// Invariants: the number of buckets is 2^(64 - shift); a chain ends with -1. Whoever adds beyond
/// `limit` must rebuild the chains in a larger table.
struct SlotTable: ~Copyable, Sendable {
  private var slots: Slab<Int32>
  private let shift: UInt64
  private let factor: UInt64
  /// Number of keys at which the chains should be rebuilt in a larger table.
  let limit: Int

  /// Makes empty chains for at least so many keys, with so many buckets for each.
  init(keys: Int, bucketsPerKey: Int = 1) {
    var bits = 4
    while Self.limit(bits, bucketsPerKey) < keys { bits += 1 }
    slots = Slab(count: 1 << bits) { _ in -1 }
    shift = UInt64(64 - bits)
    factor = Self.factor(buckets: 1 << bits)
    limit = Self.limit(bits, bucketsPerKey)
  }

  /// For how many keys 2^bits buckets are enough: a quarter more buckets than asked for keep most chains
  /// at one key.
  private static func limit(_ bits: Int, _ bucketsPerKey: Int) -> Int {
    (1 << bits) * 4 / (5 * bucketsPerKey)
  }

  /// What keys are multiplied by.
  private static func factor(buckets: UInt128) -> UInt64 {
    UInt64((1_000_000 << 64) / ((buckets - 1) * 1_000_000 + 381_966)) | 1
  }

  /// Bytes of its storage.
  var byteCount: Int { slots.byteCount }

  /// The buckets as they lie, valid until the table goes.
  @inline(__always)
  var heads: Heads { unsafe Heads(base: slots.unsafeBase, shift: shift, factor: factor) }

  /// Calls `body` with the first slot of every chain.
  func forEachHead(_ body: (Int32) -> Void) {
    for bucket in 0..<slots.count where slots[bucket] >= 0 { body(slots[bucket]) }
  }

  /// The buckets of a table.
  ///
  /// Invariants: `base` points to 2^(64 - shift) buckets, and a key shifted to the right by `shift`
  /// is less than that: no bucket lies outside, so none is checked.
  @safe
  struct Heads: BitwiseCopyable {
    fileprivate let base: UnsafeMutablePointer<Int32>
    fileprivate let shift: UInt64
    fileprivate let factor: UInt64

    /// The first slot of a key's chain, or -1.
    subscript(key: UInt64) -> Int32 {
      @inline(__always)
      unsafeAddress { unsafe UnsafePointer(base + bucket(of: key)) }
      @inline(__always)
      nonmutating unsafeMutableAddress { unsafe base + bucket(of: key) }
    }

    /// A key's bucket, looked up once for several uses.
    @inline(__always)
    func ref(_ key: UInt64) -> Ref<Int32> { unsafe Ref(unsafeBase: base + bucket(of: key)) }

    /// Brings a key's bucket near.
    @inline(__always)
    func prefetch(_ key: UInt64) {
      c_prefetch(unsafe UInt(bitPattern: base + bucket(of: key)))
    }

    @inline(__always)
    private func bucket(of key: UInt64) -> Int {
      Int(truncatingIfNeeded: (key &* factor) &>> shift)
    }
  }
}
