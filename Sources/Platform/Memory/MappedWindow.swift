internal import Glibc

/// A range of a file mapped into memory, or plain memory of the same shape; unmapped when its
/// owner goes.
///
/// Every access is checked against the window's bounds, every store against its being writable.
/// What is stored through a shared mapping is in the kernel's hands at once: it outlives the
/// process without a system call.
@safe
public struct MappedWindow: ~Copyable, @unchecked Sendable {
  /// How a file range is mapped.
  public enum Access: Sendable {
    /// Stores reach the file and other mappings of it.
    case readWrite
    /// For reading alone.
    case readOnly
  }

  /// The window's length in bytes; a multiple of 8.
  public let byteCount: Int
  /// Whether stores are allowed.
  public let isWritable: Bool
  @usableFromInline let base: UnsafeMutableRawPointer
  /// Whether the bytes are the heap's and not mapped.
  private let isOnHeap: Bool

  /// Maps `byteCount` bytes of `file` from `offset`, a multiple of the page size.
  ///
  /// The range must lie within the file: the system kills a process that touches a mapped page
  /// behind the file's end.
  public init(
    file: borrowing File, offset: Int64, byteCount: Int, access: Access
  ) throws(SystemError) {
    let protection = access == .readWrite ? PROT_READ | PROT_WRITE : PROT_READ
    let address = unsafe mmap(
      nil, byteCount, protection, MAP_SHARED, file.descriptor, off_t(offset))
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw .last("map", file.path)
    }
    unsafe base = address
    self.byteCount = byteCount
    isWritable = access == .readWrite
    isOnHeap = false
  }

  /// Memory of `byteCount` zero bytes that belongs to no file. Little memory is taken from the heap, since
  /// mapping it would take longer than using it.
  public init(anonymousByteCount byteCount: Int) throws(SystemError) {
    if byteCount <= Self.heapByteCountMax {
      unsafe base = .allocate(byteCount: byteCount, alignment: CacheLine.byteCount)
      unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
      self.byteCount = byteCount
      isWritable = true
      isOnHeap = true
      return
    }
    let address = unsafe mmap(
      nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw .last("reserve memory")
    }
    unsafe base = address
    self.byteCount = byteCount
    isWritable = true
    isOnHeap = false
  }

  private static var heapByteCountMax: Int { 128 << 10 }

  /// A window of no bytes: a placeholder until there is something to map.
  public init() {
    unsafe base = UnsafeMutableRawPointer(bitPattern: 8)!
    byteCount = 0
    isWritable = false
    isOnHeap = false
  }

  deinit {
    if isOnHeap {
      unsafe base.deallocate()
    } else if byteCount > 0 {
      _ = unsafe munmap(base, byteCount)
    }
  }

  /// The size of a memory page in bytes.
  public static var pageByteCount: Int { Int(sysconf(Int32(_SC_PAGESIZE))) }

  /// Number of whole 64-bit words.
  @inlinable
  public var wordCount: Int { byteCount >> 3 }

  /// The little-endian word at `index`, counted in words.
  @inlinable
  public func word(at index: Int) -> UInt64 {
    precondition(index >= 0 && index < wordCount, "outside the window")
    return unsafe UInt64(
      littleEndian: base.load(fromByteOffset: index << 3, as: UInt64.self))
  }

  /// Stores a word little-endian at `index`, counted in words.
  @inlinable
  public mutating func store(_ word: UInt64, at index: Int) {
    precondition(isWritable && index >= 0 && index < wordCount, "outside the window")
    unsafe base.storeBytes(of: word.littleEndian, toByteOffset: index << 3, as: UInt64.self)
  }
}
