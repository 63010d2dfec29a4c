/// The ladders of all markets as they lie: bids of a market, then its asks.
///
/// Invariants: `base` points to two ladders for each of `marketCount` markets, 128 bytes each, of a slab
/// that does not change meanwhile. Every access checks its market, also in release builds.
@safe
struct LadderRow {
  private let base: UnsafeMutablePointer<Ladder>
  private let marketCount: UInt64

  /// The ladders of a slab; only the storage makes rows.
  @inline(__always)
  init(_ ladders: borrowing Slab<Ladder>) {
    precondition(
      ladders.count & 1 == 0 && MemoryLayout<Ladder>.stride == 128, "two ladders for each market")
    unsafe base = ladders.unsafeBase
    marketCount = UInt64(truncatingIfNeeded: ladders.count &>> 1)
  }

  /// The ladder at `index`, which must exist.
  @inline(__always)
  func ref(_ index: Int) -> Ref<Ladder> {
    precondition(UInt64(bitPattern: Int64(index)) &>> 1 < marketCount, "no such ladder")
    return unsafe Ref(unsafeBase: base + index)
  }

  /// The ladder at `index`, which must exist, and that of the other side.
  @inline(__always)
  func pair(_ index: Int) -> (Ref<Ladder>, Ref<Ladder>) {
    precondition(UInt64(bitPattern: Int64(index)) &>> 1 < marketCount, "no such ladder")
    return unsafe (Ref(unsafeBase: base + index), Ref(unsafeBase: base + (index ^ 1)))
  }

  /// The ladder of a side of a market, 0 for bids and 1 for asks, and that of the other side; nil when there
  /// is no such market.
  @inline(__always)
  func find(market: UInt64, side: UInt64) -> (Ref<Ladder>, Ref<Ladder>)? {
    guard market < marketCount else { return nil }
    let index = Int(truncatingIfNeeded: market &<< 1 | side & 1)
    return unsafe (Ref(unsafeBase: base + index), Ref(unsafeBase: base + (index ^ 1)))
  }
}
