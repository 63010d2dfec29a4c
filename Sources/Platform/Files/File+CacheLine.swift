internal import Glibc

extension File {
  /// The 64 bytes at `offset`; nil where the file ends before.
  public func line(at offset: Int64) throws(SystemError) -> CacheLine? {
    var words = CacheLine(0, 0, 0, 0, 0, 0, 0, 0)
    let result = unsafe withUnsafeMutableBytes(of: &words) { unsafe readFully($0, at: offset) }
    guard try result.get() == CacheLine.byteCount else { return nil }
    return words.littleEndianSwapped
  }

  /// Writes 64 bytes at `offset`, lengthening the file where needed.
  public func write(_ line: CacheLine, at offset: Int64) throws(SystemError) {
    let code = unsafe withUnsafeBytes(of: line.littleEndianSwapped) {
      unsafe writeFully($0, at: offset)
    }
    guard code == 0 else { throw SystemError(code: code, operation: "write", path: path) }
  }
}

extension CacheLine {
  /// Between the words in memory order and the processor's: nothing on a little-endian machine.
  fileprivate var littleEndianSwapped: CacheLine {
    CacheLine(
      w0.littleEndian, w1.littleEndian, w2.littleEndian, w3.littleEndian, w4.littleEndian,
      w5.littleEndian, w6.littleEndian, w7.littleEndian)
  }
}
