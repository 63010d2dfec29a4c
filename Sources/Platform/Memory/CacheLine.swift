/// 64 bytes as eight words: what a processor moves at a time, and the size of a journal record.
public struct CacheLine: Hashable, Sendable {
  /// The words in the order of their addresses.
  public var w0, w1, w2, w3, w4, w5, w6, w7: UInt64

  /// Eight given words.
  @inlinable
  public init(
    _ w0: UInt64, _ w1: UInt64, _ w2: UInt64, _ w3: UInt64, _ w4: UInt64, _ w5: UInt64,
    _ w6: UInt64, _ w7: UInt64
  ) {
    self.w0 = w0
    self.w1 = w1
    self.w2 = w2
    self.w3 = w3
    self.w4 = w4
    self.w5 = w5
    self.w6 = w6
    self.w7 = w7
  }

  /// The number of bytes of a line.
  @inlinable
  public static var byteCount: Int { 64 }

  /// Whether every bit is zero.
  @inlinable
  public var isZero: Bool { w0 | w1 | w2 | w3 | w4 | w5 | w6 | w7 == 0 }
}
