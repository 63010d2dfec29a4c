internal import Platform

/// One execution; counts once the outcome behind it is in the journal.
///
///     bytes  0..<4   checksum
///            4       kind: 2
///            5       bit 0 taker side (0 bid, 1 ask), bits 1 to 7 flags
///            6..<8   market
///            8..<13  sequence on the market's tape
///           13..<16  index within its group
///           16..<24  maker slot
///           24..<32  taker slot
///           32..<40  price, ticks
///           40..<48  quantity, lots
///           48..<52  maker account
///           52..<56  taker account
///           56..<64  fill id
public struct FillRecord: Hashable, Sendable {
  /// The venue's id of the fill. `derivedID` is one that is unique within a run.
  public var id: UInt64
  /// Position on the market's tape; less than 2^40.
  public var sequence: UInt64
  /// The slot of the order that rested.
  public var makerSlot: UInt64
  /// The slot of the order that came in.
  public var takerSlot: UInt64
  /// The price in ticks of the market.
  public var priceTicks: Int64
  /// The quantity in lots of the market.
  public var quantityLots: Int64
  /// Index of the account that placed the maker.
  public var makerAccount: Int32
  /// Index of the account that placed the taker.
  public var takerAccount: Int32
  /// Index of the market.
  public var market: UInt16
  /// 0 when the incoming order is a bid, 1 for an ask.
  public var takerSide: UInt8
  /// The caller's; less than 2^7.
  public var flags: UInt8

  /// Makes a fill of its parts.
  @inlinable
  public init(
    id: UInt64, sequence: UInt64, market: UInt16, makerSlot: UInt64, takerSlot: UInt64,
    priceTicks: Int64, quantityLots: Int64, makerAccount: Int32, takerAccount: Int32,
    takerSide: UInt8, flags: UInt8 = 0
  ) {
    self.id = id
    self.sequence = sequence
    self.makerSlot = makerSlot
    self.takerSlot = takerSlot
    self.priceTicks = priceTicks
    self.quantityLots = quantityLots
    self.makerAccount = makerAccount
    self.takerAccount = takerAccount
    self.market = market
    self.takerSide = takerSide
    self.flags = flags
  }

  /// The id of the fill at `sequence` of `market`, for venues that give none of their own: the
  /// market in the high bits from bit 40 on, the sequence below.
  @inlinable
  public static func derivedID(market: UInt16, sequence: UInt64) -> UInt64 {
    UInt64(market) << 40 | sequence
  }
}

extension FillRecord {
  /// The record without its checksum. `index` is its place among the fills of its group.
  @inline(__always)
  func encoded(index: UInt32) -> CacheLine {
    precondition(sequence >> 40 == 0, "sequence beyond 2^40")
    precondition(index >> 24 == 0, "more fills than an outcome can commit")
    precondition(takerSide < 2 && flags < 128, "side or flags out of range")
    return CacheLine(
      UInt64(JournalFormat.fillKind) << 32 | UInt64(takerSide | flags << 1) << 40
        | UInt64(market) << 48,
      sequence | UInt64(index) << 40,
      makerSlot,
      takerSlot,
      UInt64(bitPattern: priceTicks),
      UInt64(bitPattern: quantityLots),
      UInt64(UInt32(bitPattern: makerAccount)) | UInt64(UInt32(bitPattern: takerAccount)) << 32,
      id)
  }

  /// The fill in a line of that kind.
  @inline(__always)
  init(decoding line: CacheLine) {
    let sideAndFlags = UInt8(truncatingIfNeeded: line.w0 >> 40)
    id = line.w7
    sequence = line.w1 & (1 << 40 - 1)
    makerSlot = line.w2
    takerSlot = line.w3
    priceTicks = Int64(bitPattern: line.w4)
    quantityLots = Int64(bitPattern: line.w5)
    makerAccount = Int32(truncatingIfNeeded: line.w6)
    takerAccount = Int32(truncatingIfNeeded: line.w6 >> 32)
    market = UInt16(truncatingIfNeeded: line.w0 >> 48)
    takerSide = sideAndFlags & 1
    flags = sideAndFlags >> 1
  }

  /// The index within its group of the fill in a line of that kind.
  @inline(__always)
  static func index(in line: CacheLine) -> UInt32 { UInt32(truncatingIfNeeded: line.w1 >> 40) }
}
