internal import Domain

/// All resting orders of one side of a market at one price: 64 bytes, a cache line.
///
/// What its orders need besides themselves stands here: the price, and what a lot is worth at it.
struct PriceLevel: BitwiseCopyable, Sendable {
  /// The price as an order of preference, see `rank(of:on:)`.
  let rank: Int64
  /// The price in ticks.
  let ticks: Int64
  /// Minor units that its orders have locked for one lot, and what they receive for it when they trade;
  /// where these do not fit into 64 bits they mean nothing, and then the ledger does not use them.
  let lockedPerLot: Int64
  let receivedPerLot: Int64
  /// What all its orders can still trade, in lots: the lower and the upper half. Wider than one order's
  /// quantity, so that no sum of orders can overflow.
  private var lowLots: UInt64 = 0
  private var highLots: UInt32 = 0
  /// Number of orders; there are never more than an order slot can name.
  var orderCount: Int32 = 0
  /// The order that came first.
  var first = OrderSlot.none
  /// The order that came last.
  var last = OrderSlot.none
  /// The ladder that it belongs to: twice the market's position, and one more for asks.
  let ladder: Int32
  /// The level behind it in its hash chain, or on the free list; or -1.
  var link: Int32

  /// A level without orders for a rank of a ladder.
  @inline(__always)
  init(rank: Int64, _ ladder: Ladder, link: Int32) {
    self.rank = rank
    ticks = ladder.signed(rank)
    lockedPerLot = ladder.paid.at(ticks)
    receivedPerLot = ladder.received.at(ticks)
    self.ladder = ladder.position
    self.link = link
  }

  /// An unused level.
  init(link: Int32) {
    (rank, ticks, lockedPerLot, receivedPerLot) = (0, 0, 0, 0)
    ladder = -1
    self.link = link
  }

  /// What all its orders can still trade, in lots.
  var lots: Int128 { Int128(highLots) << 64 | Int128(lowLots) }

  /// Adds what an order can trade, which is not negative.
  @inline(__always)
  mutating func add(_ lots: Int64) {
    let (sum, isMore) = lowLots.addingReportingOverflow(UInt64(bitPattern: lots))
    lowLots = sum
    if isMore { highLots &+= 1 }
  }

  /// Takes away what an order of the level could trade.
  @inline(__always)
  mutating func take(_ lots: Int64) {
    let (rest, isLess) = lowLots.subtractingReportingOverflow(UInt64(bitPattern: lots))
    lowLots = rest
    if isLess { highLots &-= 1 }
  }

  /// Whether it is the level of a rank in a ladder.
  @inline(__always)
  func isAt(_ rank: Int64, _ ladder: Int32) -> Bool {
    self.rank == rank && self.ladder == ladder
  }

  /// Whether it belongs to the market that stands above 32 bits of a command's `places`, whose account is
  /// no greater than accounts are.
  @inline(__always)
  func isIn(_ places: UInt64) -> Bool {
    // Twice the market, and the highest bit of the account, which is 0; the lowest bit is the side.
    (UInt32(truncatingIfNeeded: places &>> 31) ^ UInt32(bitPattern: ladder)) <= 1
  }

  /// The position of the market.
  @inline(__always)
  var market: Int { Int(ladder) >> 1 }

  /// The side of the book.
  @inline(__always)
  var side: Side { Side(ladder: Int(ladder)) }

  /// The price.
  @inline(__always)
  var price: Price { Price(ticks: ticks) }

  /// A number that is the greater the better `price` is for whoever trades against `side`: the
  /// highest bid and the lowest ask rank first.
  @inline(__always)
  static func rank(of price: Price, on side: Side) -> Int64 {
    side.signed(price.ticks)
  }
}
