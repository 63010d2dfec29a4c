public import Synchronization

extension MappedWindow {
  /// The line at `offset`, a multiple of 64 bytes.
  @inlinable
  public func line(at offset: Int) -> CacheLine {
    precondition(
      offset >= 0 && offset & 63 == 0 && offset <= byteCount &- CacheLine.byteCount,
      "outside the window")
    let place = unsafe UnsafeRawPointer(base + offset)
    return unsafe CacheLine(
      UInt64(littleEndian: place.load(as: UInt64.self)),
      UInt64(littleEndian: place.load(fromByteOffset: 8, as: UInt64.self)),
      UInt64(littleEndian: place.load(fromByteOffset: 16, as: UInt64.self)),
      UInt64(littleEndian: place.load(fromByteOffset: 24, as: UInt64.self)),
      UInt64(littleEndian: place.load(fromByteOffset: 32, as: UInt64.self)),
      UInt64(littleEndian: place.load(fromByteOffset: 40, as: UInt64.self)),
      UInt64(littleEndian: place.load(fromByteOffset: 48, as: UInt64.self)),
      UInt64(littleEndian: place.load(fromByteOffset: 56, as: UInt64.self)))
  }

  /// Stores a line at `offset`, a multiple of 64 bytes, its first word last.
  ///
  /// Whoever sees the first word, in another process or after this one was killed, sees the other
  /// seven as well: the store of the first is a release.
  @inlinable
  public mutating func publish(_ line: CacheLine, at offset: Int) {
    precondition(
      isWritable && offset >= 0 && offset & 63 == 0
        && offset <= byteCount &- CacheLine.byteCount, "outside the window")
    let place = unsafe base + offset
    unsafe place.storeBytes(of: line.w1.littleEndian, toByteOffset: 8, as: UInt64.self)
    unsafe place.storeBytes(of: line.w2.littleEndian, toByteOffset: 16, as: UInt64.self)
    unsafe place.storeBytes(of: line.w3.littleEndian, toByteOffset: 24, as: UInt64.self)
    unsafe place.storeBytes(of: line.w4.littleEndian, toByteOffset: 32, as: UInt64.self)
    unsafe place.storeBytes(of: line.w5.littleEndian, toByteOffset: 40, as: UInt64.self)
    unsafe place.storeBytes(of: line.w6.littleEndian, toByteOffset: 48, as: UInt64.self)
    unsafe place.storeBytes(of: line.w7.littleEndian, toByteOffset: 56, as: UInt64.self)
    let first = unsafe place.assumingMemoryBound(to: Atomic<UInt64>.self)
    unsafe first.pointee.store(line.w0.littleEndian, ordering: .releasing)
  }
}
