internal import Glibc

extension MappedWindow {
  /// A copy of the bytes `range`.
  public func copyBytes(_ range: Range<Int>) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "outside the window")
    return unsafe Array(bytes[range])
  }

  /// Stores bytes from `offset` on.
  public mutating func store(_ source: [UInt8], at offset: Int) {
    precondition(
      isWritable && offset >= 0 && source.count <= byteCount - offset, "outside the window")
    unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[offset...]).copyBytes(from: source)
  }

  var bytes: UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(start: base, count: byteCount)
  }
}
