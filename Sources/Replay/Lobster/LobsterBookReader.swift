import Domain
import Platform

/// One price of a recorded book.
struct BookLevel: Equatable {
  /// In ticks.
  var price: Int64
  /// Shares of all orders at it.
  var size: Int64
}

/// Reads a LOBSTER order-book file row by row: ask price, ask size, bid price, bid size of level 1,
/// the same of level 2, and so on; a level that does not exist has the size 0.
///
/// Row n is the book after message n. How many levels there are, the first row says.
struct LobsterBookReader: ~Copyable {
  /// The levels of the present row, best first.
  private(set) var asks: [BookLevel] = []
  /// The levels of the present row, best first.
  private(set) var bids: [BookLevel] = []
  /// How many levels a side has at most; 0 before the first row.
  private(set) var levelCount = 0
  /// Rows that were left out.
  var badRows: BadRows
  private var rows: RowReader
  private let tickUnits: Int64

  /// How a row goes on.
  enum Row {
    case read
    case bad
    case end
  }

  init(path: String, tickUnits: Int64, skipsBad: Bool) throws(FlowError) {
    do {
      rows = try RowReader(path: path)
    } catch {
      throw .stream(error)
    }
    self.tickUnits = tickUnits
    badRows = BadRows(areSkipped: skipsBad)
  }

  /// The file's name for messages.
  var name: String { rows.name }

  /// The last line read.
  var line: UInt64 { rows.line }

  /// The levels of one side, best first.
  func levels(_ side: Side) -> [BookLevel] { side == .ask ? asks : bids }

  /// The last price that the row can tell of on `side`; nil where it tells of all.
  func lastVisible(_ side: Side) -> Int64? {
    let levels = side == .ask ? asks : bids
    return levels.count == levelCount ? levels.last?.price : nil
  }

  /// Goes to the row of that line, which must not be above the present one.
  mutating func read(line: UInt64) throws(FlowError) -> Row {
    while true {
      do throws(StreamError) {
        guard try rows.beginRow() else { return .end }
        if rows.line < line {
          try rows.skipRow()
          continue
        }
      } catch {
        throw .stream(error)
      }
      do throws(FieldFault) {
        try readLevels()
        return .read
      } catch {
        try skip(error)
        return .bad
      }
    }
  }

  /// How many rows there are behind that line, which must not be above the present one.
  mutating func countRest(beyond line: UInt64) throws(FlowError) -> UInt64 {
    do throws(StreamError) {
      while try rows.beginRow() { try rows.skipRow() }
    } catch {
      throw .stream(error)
    }
    return rows.line > line ? rows.line - line : 0
  }

  private mutating func skip(_ fault: FieldFault) throws(FlowError) {
    let error = rows.error(fault)
    do throws(StreamError) {
      try rows.skipRow()
    } catch {
      throw .stream(error)
    }
    try badRows.note(error)
  }

  private mutating func readLevels() throws(FieldFault) {
    asks.removeAll(keepingCapacity: true)
    bids.removeAll(keepingCapacity: true)
    var count = 0
    repeat {
      if let level = try level(.ask, behind: asks.last) { asks.append(level) }
      try rows.comma()
      if let level = try level(.bid, behind: bids.last) { bids.append(level) }
      count += 1
    } while rows.take(Byte.comma)
    if levelCount == 0 { levelCount = count }
    guard count == levelCount else {
      throw rows.fault("as many levels as in the first row")
    }
    try rows.endRow()
  }

  @inline(__always)
  private mutating func level(
    _ side: Side, behind last: BookLevel?
  ) throws(FieldFault) -> BookLevel? {
    let place = rows.offset
    let isNegative = rows.take(Byte.minus)
    let price = try rows.digits("a price, dollars x 10,000")
    try rows.comma()
    let sizePlace = rows.offset
    let size = try rows.digits("a size, a whole number of shares")
    guard size <= LobsterMessage.sizeMax else {
      throw rows.fault(at: sizePlace, "a size, at most 10^12")
    }
    guard size > 0 else { return nil }
    let (ticks, rest) = price.quotientAndRemainder(dividingBy: tickUnits)
    guard rest == 0 && !isNegative && ticks > 0 else {
      throw rows.fault(at: place, "a price on a whole tick, or another tick by --tick-size")
    }
    if let last, side == .ask ? last.price >= ticks : last.price <= ticks {
      throw rows.fault(at: place, "a price worse than that of the level before")
    }
    return BookLevel(price: ticks, size: size)
  }
}
