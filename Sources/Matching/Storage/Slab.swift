/// A row of elements in memory of its own: the only place of the engine that holds a pointer.
///
/// Invariants: `base` points to exactly `count` initialised elements, and nothing else points there.
/// Every access checks its index against `count`, also in release builds. It has one owner and is
/// never copied, so access is exclusive by construction and costs no reference counting.
@safe
struct Slab<Element: ~Copyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  /// Number of elements.
  private(set) var count: Int

  /// Makes `count` elements, each from its position.
  init(count: Int, each make: (Int) -> Element) {
    precondition(count >= 0, "a row cannot have \(count) elements")
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: count)
    for position in 0..<count { unsafe (base + position).initialize(to: make(position)) }
    self.count = count
  }

  deinit {
    unsafe base.deinitialize(count: count)
    unsafe base.deallocate()
  }

  /// Bytes that the elements take.
  var byteCount: Int { count * MemoryLayout<Element>.stride }

  /// The element at `index`, which must lie in `0..<count`.
  subscript(index: Int) -> Element {
    @inline(__always)
    unsafeAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of the row")
      return unsafe UnsafePointer(base + index)
    }
    @inline(__always)
    unsafeMutableAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of the row")
      return unsafe base + index
    }
  }

  /// Moves the elements to a longer row and makes those that are new. O(newCount).
  @inline(never)
  mutating func grow(to newCount: Int, each make: (Int) -> Element) {
    precondition(newCount >= count, "a row only grows")
    let longer = UnsafeMutablePointer<Element>.allocate(capacity: newCount)
    unsafe longer.moveInitialize(from: base, count: count)
    for position in count..<newCount { unsafe (longer + position).initialize(to: make(position)) }
    unsafe base.deallocate()
    unsafe base = longer
    count = newCount
  }
}

/// Safe to hand over: there is no second owner who could touch the elements.
extension Slab: @unchecked Sendable where Element: Sendable & ~Copyable {}
