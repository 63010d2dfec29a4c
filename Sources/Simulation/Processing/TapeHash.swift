public import Domain

/// The hash of a run's fills, whatever order they became known in.
///
/// Every fill is hashed with its market and its sequence there (MurmurHash3 x64 128 of three
/// blocks), and the 128-bit hashes are added modulo 2^128. The sequence fixes the order on the
/// tape, so lanes and late answers give the same sum as one lane in order.
public struct TapeHash: Hashable, Sendable {
  /// Sum of the fills' hashes, modulo 2^128.
  public var sum: UInt128
  /// Number of fills.
  public var count: UInt64

  /// The hash of an empty tape.
  public init(sum: UInt128 = 0, count: UInt64 = 0) {
    self.sum = sum
    self.count = count
  }

  /// Adds one fill.
  @inline(__always)
  public mutating func add(_ fill: Fill) {
    var hash = StableHash()
    let place = UInt64(UInt32(fill.market.value)) << 8 | UInt64(fill.takerSide.rawValue)
    hash.combine(place, fill.sequence)
    hash.combine(fill.maker.sequence, fill.taker.sequence)
    hash.combine(UInt64(bitPattern: fill.price.ticks), UInt64(bitPattern: fill.quantity.lots))
    let words = hash.words
    sum &+= UInt128(words.0) << 64 | UInt128(words.1)
    count += 1
  }

  /// Adds the fills of another lane.
  public mutating func merge(_ other: TapeHash) {
    sum &+= other.sum
    count += other.count
  }

  /// 32 hexadecimal digits.
  public var digest: String {
    StableHash.hex(UInt64(truncatingIfNeeded: sum >> 64))
      + StableHash.hex(UInt64(truncatingIfNeeded: sum))
  }
}
