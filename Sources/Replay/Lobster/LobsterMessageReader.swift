import Domain
import Platform

/// Reads a LOBSTER message file row by row: time, type, order id, size, price, direction.
///
/// Time is in seconds after midnight with up to nine decimals and never runs backwards. Price is in
/// dollars x 10,000; orders lie on whole ticks, hidden orders and auctions may not. Direction is 1 for
/// a bid, -1 for an ask.
struct LobsterMessageReader: ~Copyable {
  /// Rows that were left out.
  var badRows: BadRows
  private var rows: RowReader
  /// Dollars x 10,000 of one tick.
  private let tickUnits: Int64
  private var lastTime: Int64 = 0

  init(rows: consuming RowReader, tickUnits: Int64, skipsBad: Bool) {
    self.rows = rows
    self.tickUnits = tickUnits
    badRows = BadRows(areSkipped: skipsBad)
  }

  /// The file's name for messages.
  var name: String { rows.name }

  /// Whether a signal asked to stop while there was nothing to read.
  var wasInterrupted: Bool { rows.wasInterrupted }

  /// Whether the next message is still to be read from the input, which may take its time.
  var needsInput: Bool { rows.needsInput }

  /// The line of the last message.
  var line: UInt64 { rows.line }

  /// Bytes read so far, decompressed.
  var byteCount: Int64 { rows.byteCount }

  /// The next message; nil at the end.
  @inline(__always)
  mutating func next() throws(FlowError) -> LobsterMessage? {
    while true {
      do throws(StreamError) {
        guard try rows.beginRow() else { return nil }
      } catch {
        throw .stream(error)
      }
      do throws(FieldFault) {
        return try message()
      } catch {
        try skip(error)
      }
    }
  }

  @inline(never)
  private mutating func skip(_ fault: FieldFault) throws(FlowError) {
    let error = rows.error(fault)
    do throws(StreamError) {
      try rows.skipRow()
    } catch {
      throw .stream(error)
    }
    try badRows.note(error)
  }

  @inline(__always)
  private mutating func message() throws(FieldFault) -> LobsterMessage {
    let timePlace = rows.offset
    let time = try rows.decimal(places: 9, "the time, seconds with up to nine decimals")
    guard time >= lastTime else {
      throw rows.fault(at: timePlace, "a time not before that of the row above")
    }
    try rows.comma()
    let kind = try kind()
    try rows.comma()
    let order = try order(of: kind)
    try rows.comma()
    let size = try size(of: kind)
    try rows.comma()
    let price = try price(of: kind)
    try rows.comma()
    let side = try side()
    try rows.endRow()
    lastTime = time
    return LobsterMessage(
      time: time, kind: kind, order: order, size: size, price: price, side: side)
  }

  @inline(__always)
  private mutating func kind() throws(FieldFault) -> LobsterMessage.Kind {
    guard let digit = rows.singleDigit(), let kind = LobsterMessage.Kind(rawValue: digit) else {
      throw rows.fault("the type, a number from 1 to 7")
    }
    rows.advance()
    return kind
  }

  /// Auctions and halts have no order; they say so with 0 or -1.
  @inline(__always)
  private mutating func order(of kind: LobsterMessage.Kind) throws(FieldFault) -> UInt64 {
    let place = rows.offset
    let hasNone = kind.rawValue >= 5 && rows.take(Byte.minus)
    let number = try rows.digits("the order id, a whole number")
    guard number > 0 || kind.rawValue >= 5 else {
      throw rows.fault(at: place, "the order id, a number above 0")
    }
    return hasNone ? 0 : UInt64(number)
  }

  @inline(__always)
  private mutating func size(of kind: LobsterMessage.Kind) throws(FieldFault) -> Int64 {
    let place = rows.offset
    let size = try rows.digits("the size, a whole number of shares")
    guard size > 0 || kind == .halt else {
      throw rows.fault(at: place, "the size, a number above 0")
    }
    guard size <= LobsterMessage.sizeMax else {
      throw rows.fault(at: place, "the size, at most 10^12")
    }
    return size
  }

  @inline(__always)
  private mutating func price(of kind: LobsterMessage.Kind) throws(FieldFault) -> Int64 {
    let place = rows.offset
    if kind == .halt {
      let isNegative = rows.take(Byte.minus)
      let number = try rows.digits("-1 (halted), 0 (quoting) or 1 (trading)")
      guard number <= 1 else {
        throw rows.fault(at: place, "-1 (halted), 0 (quoting) or 1 (trading)")
      }
      return isNegative ? -number : number
    }
    let price = try rows.digits("the price, dollars x 10,000")
    guard price > 0 else { throw rows.fault(at: place, "the price, a number above 0") }
    let (ticks, rest) = price.quotientAndRemainder(dividingBy: tickUnits)
    guard rest == 0 || kind.rawValue >= 5 else {
      throw rows.fault(
        at: place, "the price on a whole tick, or another tick by --tick-size")
    }
    return ticks
  }

  @inline(__always)
  private mutating func side() throws(FieldFault) -> Side {
    let place = rows.offset
    let isNegative = rows.take(Byte.minus)
    guard rows.singleDigit() == 1 else {
      throw rows.fault(at: place, "the direction, 1 or -1")
    }
    rows.advance()
    return isNegative ? .ask : .bid
  }
}
