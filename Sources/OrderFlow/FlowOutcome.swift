/// What a matching engine must make of a flow behind its prefill.
public struct FlowOutcome: Equatable, Sendable, CustomStringConvertible {
  /// Number of trades.
  public var trades: UInt64 = 0
  /// What was traded, in lots.
  public var lots: UInt64 = 0
  /// A running hash over maker, taker, price and size of all trades in their order.
  public var hash: UInt64 = 0x243F_6A88_85A3_08D3

  /// Before the first trade.
  public init() {}

  /// An outcome that is known.
  public init(trades: UInt64, lots: UInt64, hash: UInt64) {
    self.trades = trades
    self.lots = lots
    self.hash = hash
  }

  /// Counts one trade.
  ///
  /// `h = (h ^ (maker << 32 | taker)) * odd; h = (h ^ (price << 32 | lots)) * odd; h ^= h >> 29`.
  @inline(__always)
  public mutating func add(maker: UInt32, taker: UInt32, price: Int64, lots: Int64) {
    let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ (UInt64(maker) &<< 32 | UInt64(taker))) &* odd
    hash = (hash ^ (UInt64(bitPattern: price) &<< 32 | UInt64(bitPattern: lots))) &* odd
    hash ^= hash &>> 29
    trades &+= 1
    self.lots &+= UInt64(bitPattern: lots)
  }

  /// The outcome in words.
  public var description: String {
    "\(trades) trades of \(lots) lots, hash \(String(hash, radix: 16))"
  }
}
