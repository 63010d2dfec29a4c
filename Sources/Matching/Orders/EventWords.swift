internal import Domain

/// An event as the seven words that it takes in memory.
///
/// What comes with most commands is written in whole words: the parts of a `MatchingEvent` one by one
/// are twice as many writes. The words lie as the event's parts do, as tests check.
struct EventWords: BitwiseCopyable {
  let order: UInt64
  let ticks: Int64
  let lots: Int64
  let maker: UInt64
  let sequence: UInt64
  /// Account, and above 32 bits the market.
  let places: UInt64
  /// The maker's account, and above 32 bits what happened, side, and reasons, eight bits each.
  let rest: UInt64
}

extension EventWords {
  @inline(__always)
  static func accepted(_ command: some CommandReading, _ ladder: Ref<Ladder>) -> EventWords {
    EventWords(
      order: command.id, ticks: command.ticks, lots: command.lots, maker: command.id, sequence: 0,
      places: command.places,
      rest: ladder.value.acceptedRest | command.places & 0xFFFF_FFFF)
  }

  /// What all events of orders accepted in a ladder have in common.
  static func restOfAccepted(_ ladder: Int) -> UInt64 {
    rest(.accepted, nil, side: side(Int32(ladder)), 0)
  }

  /// The order that a command names, in a ladder, has the command's price and quantity.
  @inline(__always)
  static func amended(_ command: some CommandReading, _ ladder: Ref<Ladder>) -> EventWords {
    EventWords(
      order: command.target, ticks: command.ticks, lots: command.lots, maker: command.target,
      sequence: 0, places: command.places,
      rest: rest(
        .amended, nil, side: side(ladder.value.position), command.places & 0xFFFF_FFFF))
  }

  /// What is left of an incoming order was canceled.
  @inline(__always)
  static func canceled(
    _ taker: some CommandReading, _ ladder: Ref<Ladder>, lots: Int64, _ reason: CancelReason
  ) -> EventWords {
    EventWords(
      order: taker.id, ticks: taker.ticks, lots: lots, maker: taker.id, sequence: 0,
      places: taker.places,
      rest: rest(
        .canceled, reason, side: side(ladder.value.position), taker.places & 0xFFFF_FFFF))
  }

  /// A resting order was canceled.
  @inline(__always)
  static func canceled(
    _ order: Ref<OrderRecord>, _ sequence: UInt64, _ ladder: Int, _ places: UInt64, ticks: Int64,
    _ reason: CancelReason
  ) -> EventWords {
    EventWords(
      order: sequence, ticks: ticks, lots: order.value.lots, maker: sequence, sequence: 0,
      places: places,
      rest: rest(
        .canceled, reason, side: side(Int32(truncatingIfNeeded: ladder)), places & 0xFFFF_FFFF))
  }

  /// An incoming order of a ladder traded; `rest` is what `restOfFill` says of that.
  @inline(__always)
  static func fill(
    _ taker: some CommandReading, _ maker: Ref<OrderRecord>, ticks: Int64, lots: Int64,
    sequence: UInt64, rest: UInt64
  ) -> EventWords {
    EventWords(
      order: taker.id, ticks: ticks, lots: lots, maker: maker.value.sequence, sequence: sequence,
      places: taker.places, rest: rest | UInt64(UInt32(bitPattern: maker.value.account)))
  }

  /// What all fills of an incoming order of a ladder have in common.
  @inline(__always)
  static func restOfFill(_ ladder: Ref<Ladder>) -> UInt64 {
    let kinds = MatchingEvent.Kind.accepted.rawValue ^ MatchingEvent.Kind.fill.rawValue
    return ladder.value.acceptedRest ^ UInt64(kinds) &<< 32
  }

  /// The side of a ladder, above eight bits.
  @inline(__always)
  private static func side(_ ladder: Int32) -> UInt32 {
    UInt32(truncatingIfNeeded: ladder & 1) &<< 8
  }

  @inline(__always)
  private static func rest(
    _ kind: MatchingEvent.Kind, _ reason: CancelReason?, side: UInt32, _ account: UInt64
  ) -> UInt64 {
    let reasons = UInt32(EventBytes.cancel(reason)) &<< 16 | UInt32(EventBytes.noRefusal) &<< 24
    return UInt64(side | (UInt32(kind.rawValue) | reasons)) &<< 32 | account
  }
}
