internal import Glibc

/// A row of elements in memory of its own: the only place of the engine that holds a pointer to
/// elements.
///
/// Invariants: `base` points to room for `capacity` elements, of which exactly the first `count` are
/// initialised, and nothing else points there. Every access checks its index against `count`, also in
/// release builds. It has one owner and is never copied, so access is exclusive by construction and
/// costs no reference counting. Room beyond `count` is never touched, so that the system need not
/// provide it (but for the rest of a page).
@safe
struct Slab<Element: ~Copyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  /// Number of elements.
  private(set) var count: Int
  /// Number of elements there is room for.
  private(set) var capacity: Int

  /// Makes `count` elements, each from its position.
  init(count: Int, each make: (Int) -> Element) {
    self.init(capacity: count)
    for position in 0..<count { unsafe (base + position).initialize(to: make(position)) }
    self.count = count
  }

  /// Makes an empty row with room for `capacity` elements.
  init(capacity: Int) {
    precondition(capacity >= 0, "a row cannot have \(capacity) elements")
    unsafe base = Self.allocate(capacity)
    self.capacity = capacity
    count = 0
  }

  deinit {
    unsafe base.deinitialize(count: count)
    unsafe UnsafeMutableRawPointer(base).deallocate()
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

  /// Adds an element behind the others. O(1), but for the growth.
  @inline(__always)
  mutating func append(_ element: consuming Element) {
    if count == capacity { reserve(max(capacity * 2, Self.elementsPerPage)) }
    unsafe (base + count).initialize(to: element)
    count &+= 1
  }

  /// Moves the elements to a longer row and makes those that are new. O(newCount).
  @inline(never)
  mutating func grow(to newCount: Int, each make: (Int) -> Element) {
    precondition(newCount >= count, "a row only grows")
    if newCount > capacity { reserve(newCount) }
    for position in count..<newCount { unsafe (base + position).initialize(to: make(position)) }
    count = newCount
  }

  /// Makes room for so many elements in whole pages. O(count).
  @inline(never)
  mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let pages = (wanted + Self.elementsPerPage - 1) / Self.elementsPerPage
    let longer = unsafe Self.allocate(pages * Self.elementsPerPage)
    unsafe longer.moveInitialize(from: base, count: count)
    unsafe UnsafeMutableRawPointer(base).deallocate()
    unsafe base = longer
    capacity = pages * Self.elementsPerPage
  }

  /// Room for so many elements, beginning with a cache line.
  ///
  /// Long rows are read here and there: for them the system is asked for large pages, because finding
  /// the page of an address would cost as much as reading it.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
    let bytes = capacity * MemoryLayout<Element>.stride
    let largePage = 1 << 21
    let isLong = bytes >= 2 * largePage
    let room = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLong ? largePage : 64)
    // Only advice: where it is not taken, rows are as they were.
    if isLong { _ = unsafe madvise(room, bytes, MADV_HUGEPAGE) }
    return unsafe room.bindMemory(to: Element.self, capacity: capacity)
  }

  /// As many elements as begin in 4096 bytes.
  private static var elementsPerPage: Int { max(1, 4096 / MemoryLayout<Element>.stride) }
}

extension Slab where Element: Copyable {
  /// Forgets all elements and keeps their room; they must be plain values.
  @inline(__always)
  mutating func removeAll() {
    unsafe base.deinitialize(count: count)
    count = 0
  }

  /// Lets `body` read all elements.
  @inline(__always)
  func withSpan(_ body: (Span<Element>) -> Void) {
    body(unsafe UnsafeBufferPointer(start: base, count: count).span)
  }
}

extension Slab where Element: Copyable {
  /// All elements as they lie, valid until the slab grows or goes.
  @inline(__always)
  var row: Row<Element> { unsafe Row(unsafeBase: base, count: count) }

  /// Where the elements lie, for other files of the storage.
  @inline(__always)
  @unsafe var unsafeBase: UnsafeMutablePointer<Element> { unsafe base }
}

/// Safe to hand over: there is no second owner who could touch the elements.
extension Slab: @unchecked Sendable where Element: Sendable & ~Copyable {}
