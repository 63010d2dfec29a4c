import Domain
public import Platform

/// Makes LOBSTER files of any length: the same for the same seed, with the shape of a day of a liquid
/// stock, and with a book file that is exact.
///
/// About 47 % of the messages are submissions, 36 % deletions, 10 % executions, 6 % hidden executions
/// and 1 % partial cancels, as in recordings of NASDAQ; now and then trading halts. Some thousand orders
/// rest within a few hundred ticks; sizes, ids and times are as irregular as recorded ones.
public struct LobsterGenerator {
  /// How many levels a row of the book file has on each side.
  public var levels = 10
  /// About how many orders rest.
  public var restingAim = 3000
  /// Whether messages are left out that concern no level of the book file, as in recordings.
  public var recordsOnlyVisible = false
  private var random: SplitMix64
  private var book = RecordedBook()
  private var nextID: UInt64 = 16_113_575
  private var time: Int64 = 34_200_000_000_000
  private var rows: RecordingWriter

  private static let middle: Int64 = 58_530

  /// Prepares the files at these paths; without a path for the book, none is written.
  public init(seed: UInt64, messages: String, book: String?) throws(SystemError) {
    random = SplitMix64(seed: seed)
    rows = try RecordingWriter(messages: messages, book: book)
  }

  /// Writes `count` messages.
  ///
  /// - Parameter unrecorded: messages that happen before, so that the files begin in the middle of a
  ///   day, with orders that nobody knows.
  public mutating func write(_ count: UInt64, after unrecorded: UInt64 = 0) throws(SystemError) {
    rows.isRecording = false
    while rows.count < unrecorded { step() }
    rows.isRecording = true
    rows.count = 0
    while rows.count < count { step() }
    try rows.finish()
  }

  private mutating func step() {
    time += gap()
    let draw: UInt64 = random.next(below: 1000)
    let open = book.open.count
    switch draw {
    case ..<460: if open > restingAim * 11 / 10 { delete() } else { submit() }
    case ..<820: if open < restingAim * 9 / 10 { submit() } else { delete() }
    case ..<830: reduce()
    case ..<920: execute()
    case ..<999: hide()
    default: if random.next() % 1000 == 0 { halt() } else { submit() }
    }
  }

  /// Most events follow each other closely; some milliseconds pass between bursts.
  private mutating func gap() -> Int64 {
    let draw = random.next()
    let width: UInt64 = draw & 3 == 0 ? 16_000_000 : 400_000
    return Int64((draw >> 8) % width)
  }

  private mutating func size() -> Int64 {
    let draw = random.next()
    return draw & 3 == 0 ? Int64(1 + (draw >> 8) % 300) : Int64(1 + (draw >> 8) % 5) * 100
  }

  private mutating func submit() {
    let side: Side = random.next() & 1 == 0 ? .bid : .ask
    let opposite = book.best(side.opposite)
    let draw = random.next()
    let width: UInt64 = draw & 1 == 0 ? 12 : draw & 2 == 0 ? 40 : 250
    let away = Int64((draw >> 8) % width) - 2
    let anchor = book.best(side) ?? Self.middle
    var price = side == .bid ? anchor - away : anchor + away
    if let opposite { price = side == .bid ? min(price, opposite - 1) : max(price, opposite + 1) }
    nextID += 1 + random.next(below: 24)
    let size = size()
    book.add(nextID, side, price: price, size: size)
    record(.submission, nextID, size, price, side)
  }

  private mutating func delete() {
    guard let (id, order) = anyOrder() else { return submit() }
    book.reduce(id, by: order.size)
    record(.deletion, id, order.size, order.price, order.side)
  }

  private mutating func reduce() {
    guard let (id, order) = anyOrder(), order.size > 1 else { return submit() }
    let part = Int64(1 + random.next(below: UInt64(order.size - 1)))
    book.reduce(id, by: part)
    record(.partialCancel, id, part, order.price, order.side)
  }

  /// An incoming order of any size: one message for each order that it meets.
  private mutating func execute() {
    let side: Side = random.next() & 1 == 0 ? .bid : .ask
    var missing = size()
    while missing > 0, let id = book.front(side), let order = book.orders[id] {
      let part = min(missing, order.size)
      book.reduce(id, by: part)
      record(.execution, id, part, order.price, side)
      missing -= part
    }
  }

  private mutating func hide() {
    let side: Side = random.next() & 1 == 0 ? .bid : .ask
    record(.hiddenExecution, 0, size(), book.best(side) ?? Self.middle, side)
  }

  private mutating func halt() {
    for price: Int64 in [-1, 0, 1] { record(.halt, 0, 0, price, .ask) }
  }

  private mutating func anyOrder() -> (id: UInt64, order: RecordedBook.Order)? {
    guard !book.open.isEmpty else { return nil }
    let id = book.open[Int(random.next(below: UInt64(book.open.count)))]
    return book.orders[id].map { (id, $0) }
  }

  private mutating func record(
    _ kind: LobsterMessage.Kind, _ id: UInt64, _ size: Int64, _ price: Int64, _ side: Side
  ) {
    guard !recordsOnlyVisible || kind == .halt || isVisible(price, side) else { return }
    rows.write(
      LobsterMessage(time: time, kind: kind, order: id, size: size, price: price, side: side))
    guard rows.hasBook else { return }
    rows.write(asks: book.depth(.ask, levels), bids: book.depth(.bid, levels), levels: levels)
  }

  /// Whether the book file tells of a price. A level that was just emptied was in sight if the level
  /// that moved up in its place is.
  private func isVisible(_ price: Int64, _ side: Side) -> Bool {
    let depth = book.depth(side, levels)
    guard depth.count == levels, let last = depth.last else { return true }
    return side == .bid ? price >= last.price : price <= last.price
  }
}
