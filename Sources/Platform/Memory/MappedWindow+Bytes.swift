internal import Glibc

extension MappedWindow {
  /// The byte at `offset`.
  @inlinable
  public func byte(at offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < byteCount, "outside the window")
    return unsafe base.load(fromByteOffset: offset, as: UInt8.self)
  }

  /// The eight bytes from `offset` on, aligned or not, the first in the lowest place.
  @inlinable
  public func eightBytes(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= byteCount &- 8, "outside the window")
    return unsafe UInt64(
      littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Stores one byte at `offset`.
  public mutating func store(byte: UInt8, at offset: Int) {
    precondition(isWritable && offset >= 0 && offset < byteCount, "outside the window")
    unsafe base.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
  }

  /// Moves the bytes `range` to the start; they may overlap what they replace.
  public mutating func moveToStart(_ range: Range<Int>) {
    precondition(
      isWritable && range.lowerBound >= 0 && range.upperBound <= byteCount, "outside the window")
    unsafe memmove(base, base + range.lowerBound, range.count)
  }

  /// The offset of the first byte that equals `byte` in `range`, or nil.
  public func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "outside the window")
    guard let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count) else {
      return nil
    }
    return unsafe UnsafeMutableRawPointer(found) - base
  }
}
