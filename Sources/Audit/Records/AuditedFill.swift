import Domain
import Journal

/// A fill as the reference predicts it, or as a journal tells it.
struct AuditedFill: Hashable, Sendable {
  var id: UInt64
  var sequence: UInt64
  var market: Int
  var maker: UInt64
  var taker: UInt64
  var makerAccount: Int32
  var takerAccount: Int32
  var takerSide: Side
  var price: Int64
  var lots: Int64

  /// What a journal's record tells; nil when it is none of a fill.
  init?(_ record: FillRecord) {
    guard record.flags == 0, let side = Side(rawValue: record.takerSide) else { return nil }
    id = record.id
    sequence = record.sequence
    market = Int(record.market)
    maker = record.makerSlot
    taker = record.takerSlot
    makerAccount = record.makerAccount
    takerAccount = record.takerAccount
    takerSide = side
    price = record.priceTicks
    lots = record.quantityLots
  }

  init(
    id: UInt64, sequence: UInt64, market: Int, maker: UInt64, taker: UInt64, makerAccount: Int32,
    takerAccount: Int32, takerSide: Side, price: Int64, lots: Int64
  ) {
    self.id = id
    self.sequence = sequence
    self.market = market
    self.maker = maker
    self.taker = taker
    self.makerAccount = makerAccount
    self.takerAccount = takerAccount
    self.takerSide = takerSide
    self.price = price
    self.lots = lots
  }

  /// The fill for the hash of a tape.
  var fill: Fill {
    Fill(
      id: id, sequence: sequence, market: MarketIndex(market),
      maker: ClientOrderID(sequence: maker), makerAccount: AccountIndex(Int(makerAccount)),
      taker: ClientOrderID(sequence: taker), takerAccount: AccountIndex(Int(takerAccount)),
      takerSide: takerSide, price: Price(ticks: price), quantity: Quantity(lots: lots))
  }

  /// The fill in words.
  var text: String {
    "fill \(sequence): order \(taker) takes \(lots) lots of order \(maker) at \(price) ticks"
  }
}

/// Something that the reference says happened at the venue.
enum PredictedEvent: Hashable, Sendable {
  case fill(AuditedFill)
  /// A resting order was canceled to prevent a self-trade.
  case canceled(order: UInt64, lots: Int64)
}
