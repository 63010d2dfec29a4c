internal import Domain

/// A command as the six words that it takes in memory.
///
/// The hot loop reads whole words: five small parts are five instructions and five values to be kept,
/// one word of flags is one.
protocol CommandReading {
  /// The id of the command.
  var id: UInt64 { get }
  /// The order to cancel or amend.
  var target: UInt64 { get }
  /// The price.
  var ticks: Int64 { get }
  /// The quantity.
  var lots: Int64 { get }
  /// Account, and above 32 bits the market.
  var places: UInt64 { get }
  /// Kind, side, type, time in force and post-only, eight bits each, from the lowest up.
  var flags: UInt64 { get }
}

/// A command's words by themselves.
struct CommandWords: CommandReading {
  let id: UInt64
  let target: UInt64
  let ticks: Int64
  let lots: Int64
  let places: UInt64
  let flags: UInt64
}

extension CommandReading {
  @inline(__always)
  var account: Int32 { Int32(truncatingIfNeeded: places) }

  @inline(__always)
  var market: Int32 { Int32(truncatingIfNeeded: places &>> 32) }

  /// The ladder of its side; one that does not exist if there is no such market.
  @inline(__always)
  var ladder: Int {
    Int(truncatingIfNeeded: (places &>> 32) &<< 1 | (flags &>> 8 & 1))
  }

  /// Whether it places an order that needs no closer look: any side and type, and time in force, but
  /// fill-or-kill; and no target, which means nothing.
  @inline(__always)
  var isPlainPlacement: Bool { (flags & ~0x0101_0100) | target == 0 }

  /// Whether it is a cancel command.
  @inline(__always)
  var isCancel: Bool { flags & 0xFF == UInt64(OrderCommand.Kind.cancel.rawValue) }

  /// Whether it is a cancel command that says no more than what to cancel, and a side.
  @inline(__always)
  var isPlainCancel: Bool {
    (flags & ~0x100) ^ UInt64(OrderCommand.Kind.cancel.rawValue)
      | UInt64(bitPattern: ticks | lots) == 0
  }

  /// Whether it places an order that is told by its price, quantity, side, market and account: any type
  /// and time in force but limit and good-till-cancel say more, and so does a target.
  @inline(__always)
  var isPlainOrder: Bool { (flags & ~0x100) | target == 0 }

  /// Whether it gives an order another price and quantity.
  @inline(__always)
  var isAmendment: Bool { flags & 0xFF == UInt64(OrderCommand.Kind.amend.rawValue) }

  /// Whether what does not trade at once stays in the book.
  @inline(__always)
  var mayRest: Bool { flags & 0xFFFF_0000 == 0 }

  /// Why what does not trade at once is canceled, or nil when it stays in the book.
  @inline(__always)
  var fate: CancelReason? {
    mayRest ? nil : isFillOrKill ? .fillOrKill : .immediateOrCancel
  }

  /// Whether it is post-only.
  @inline(__always)
  var isPostOnly: Bool { flags &>> 32 & 1 != 0 }

  /// Whether it is to trade whole or not at all.
  @inline(__always)
  var isFillOrKill: Bool { flags &>> 24 & 0xFF == UInt64(TimeInForce.fillOrKill.rawValue) }

  /// 64 bits of the whole content except the id, by which a repeat is told from a second use.
  @inline(__always)
  var fingerprint: UInt64 {
    CommandWords.fingerprint(
      ticks: ticks, lots: lots, places: places, target: target, flags: flags)
  }
}

extension CommandWords {
  /// Account and market as one word.
  @inline(__always)
  static func places(_ ladder: Int, _ account: Int32) -> UInt64 {
    UInt64(truncatingIfNeeded: ladder &>> 1) &<< 32 | UInt64(UInt32(bitPattern: account))
  }

  /// The fingerprint of a command with these words.
  ///
  /// A polynomial of the words: each step is a bijection of the step before, so that two commands that
  /// differ in one word never agree, and others do so once in 2^64 times.
  @inline(__always)
  static func fingerprint(
    ticks: Int64, lots: Int64, places: UInt64, target: UInt64, flags: UInt64
  ) -> UInt64 {
    let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
    var sum = (UInt64(bitPattern: ticks) &* odd) ^ UInt64(bitPattern: lots)
    sum = (sum &* odd) ^ places
    sum = (sum &* odd) ^ target
    sum = (sum &* odd) ^ flags
    return sum
  }

  /// The fingerprint of a limit order that may rest and says nothing besides, but that it is post-only.
  @inline(__always)
  static func limitFingerprint(
    account: Int32, _ ladder: Int, ticks: Int64, lots: Int64, isPostOnly: Bool = false
  ) -> UInt64 {
    fingerprint(
      ticks: ticks, lots: lots,
      places: places(ladder, account), target: 0,
      flags: UInt64(ladder & 1) &<< 8 | (isPostOnly ? 1 &<< 32 : 0))
  }

  /// The fingerprint of a command that cancels an order and says nothing besides, but a side.
  static func plainCancelFingerprint(_ places: UInt64, side: UInt64, target: UInt64) -> UInt64 {
    fingerprint(
      ticks: 0, lots: 0, places: places, target: target,
      flags: UInt64(OrderCommand.Kind.cancel.rawValue) | side << 8)
  }
}
