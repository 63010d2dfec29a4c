internal import CPrefetch

/// The elements of a slab as they lie, for as long as the slab neither grows nor goes.
///
/// A loop over commands keeps rows at hand: what they are made of cannot change under way, so the
/// processor need not look it up again after every write, as it must with a slab itself.
///
/// Invariants: `base` points to `count` initialised elements of one slab. Whoever makes rows drops
/// them before the slab is changed in any other way, and uses them in one thread. Every access checks
/// its index against `count`, also in release builds.
@safe
struct Row<Element> {
  private let base: UnsafeMutablePointer<Element>
  /// Number of elements.
  let count: Int

  /// The elements of a slab; only the slab makes rows.
  @inline(__always)
  init(unsafeBase base: UnsafeMutablePointer<Element>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// The element at `index`, which must lie in `0..<count`.
  subscript(index: Int) -> Element {
    @inline(__always)
    unsafeAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of the row")
      return unsafe UnsafePointer(base + index)
    }
    @inline(__always)
    nonmutating unsafeMutableAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of the row")
      return unsafe base + index
    }
  }

  /// The element at `index`, which must lie in `0..<count`, looked up once for several uses.
  @inline(__always)
  func ref(_ index: Int) -> Ref<Element> {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of the row")
    return unsafe Ref(unsafeBase: base + index)
  }

  /// The element at `index`, or nil when it does not lie in `0..<count`.
  @inline(__always)
  func find(_ index: Int) -> Ref<Element>? {
    guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return nil }
    return unsafe Ref(unsafeBase: base + index)
  }

  /// Asks the processor to bring the element at `index` near. There need not be one: the address is a
  /// number here, and asking for an address that is nobody's does nothing.
  @inline(__always)
  func prefetch(_ index: Int) {
    prefetch(bytes: UInt(bitPattern: index) &* UInt(MemoryLayout<Element>.stride))
  }

  /// The same for what begins so many bytes behind the first element.
  @inline(__always)
  func prefetch(bytes: UInt) { c_prefetch(unsafe UInt(bitPattern: base) &+ bytes) }
}

/// One element of a row, as long as the row is valid.
///
/// What is read through it is read when it is asked for. A copy of the element would be read whole at
/// once, and its parts put by until they are needed: more than the registers hold.
@safe
struct Ref<Element> {
  private let base: UnsafeMutablePointer<Element>

  /// An element of a row; only the storage makes references.
  @inline(__always)
  init(unsafeBase base: UnsafeMutablePointer<Element>) { unsafe self.base = base }

  /// The element.
  var value: Element {
    @inline(__always)
    unsafeAddress { unsafe UnsafePointer(base) }
    @inline(__always)
    nonmutating unsafeMutableAddress { unsafe base }
  }
}
