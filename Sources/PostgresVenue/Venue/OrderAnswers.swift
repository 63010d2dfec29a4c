internal import Domain
internal import PostgreSQL
internal import Simulation

/// What the database says of one order or cancel.
struct OrderAnswer {
  /// A fill that the order took.
  struct TakenFill {
    /// The market's sequence, as the database counts.
    let sequence: UInt64
    let maker: ClientOrderID
    let price: Price
    let quantity: Quantity
  }

  var refusal: RefusalReason?
  var result: OrderResult
  /// Sequence of the market's last fill before the order; nil for a repeat.
  var before: UInt64?
  /// In the order of the tape.
  var fills: [TakenFill] = []
  /// Resting orders that it made the venue cancel.
  var canceled: [(ClientOrderID, Quantity)] = []
}

/// The answers to a call, by position.
struct OrderAnswers {
  /// The columns to be asked for, in the order in which they are read here.
  static let columns = """
    position, kind, client_order_id, status, refusal, cumulative_lots, canceled_lots, is_repeat, \
    sequence, price_ticks, quantity_lots
    """

  private var answers: [Int: OrderAnswer] = [:]

  /// Reads the rows that `place_orders` and `order_answers` give.
  init(reading rows: consuming Rows, _ key: OrderKey) throws(PostgreSQLError) {
    for row in 0..<rows.count where Self.kind(rows, row) == UInt8(ascii: "o") {
      guard let position = rows.integer(row, 0) else { throw Self.broken("position") }
      answers[Int(position)] = try Self.order(rows, row)
    }
    for row in 0..<rows.count {
      let kind = Self.kind(rows, row)
      guard kind != UInt8(ascii: "o") else { continue }
      guard let position = rows.integer(row, 0), let quantity = rows.integer(row, 10),
        let price = rows.integer(row, 9)
      else { throw Self.broken("fill") }
      let order = key.order(rows, row, 2)
      if kind == UInt8(ascii: "c") {
        answers[Int(position)]?.canceled.append((order, Quantity(lots: quantity)))
      } else {
        guard let sequence = rows.integer(row, 8) else { throw Self.broken("sequence") }
        answers[Int(position)]?.fills.append(
          .init(
            sequence: UInt64(sequence), maker: order, price: Price(ticks: price),
            quantity: Quantity(lots: quantity)))
      }
    }
  }

  /// The answer to the order at `position`, from 1.
  func answer(at position: Int) -> OrderAnswer? { answers[position] }

  /// The first letter of `order`, `fill` or `cancel`.
  private static func kind(_ rows: borrowing Rows, _ row: Int) -> UInt8 {
    rows.withBytes(row, 1) { $0.count > 0 ? $0[0] : 0 }
  }

  private static func order(
    _ rows: borrowing Rows, _ row: Int
  ) throws(PostgreSQLError) -> OrderAnswer {
    if let name = rows.text(row, 4) {
      guard let refusal = RefusalReason.allCases.first(where: { $0.name == name }) else {
        throw broken("refusal")
      }
      let result = OrderResult(status: .rejected, cumulative: .zero, canceled: .zero)
      return OrderAnswer(
        refusal: refusal, result: result, before: rows.integer(row, 8).map { UInt64($0) })
    }
    guard let name = rows.text(row, 3),
      let status = OrderStatus.allCases.first(where: { $0.name == name }),
      let cumulative = rows.integer(row, 5), let canceled = rows.integer(row, 6)
    else { throw broken("status") }
    return OrderAnswer(
      refusal: nil,
      result: OrderResult(
        status: status, cumulative: Quantity(lots: cumulative), canceled: Quantity(lots: canceled)),
      before: rows.integer(row, 8).map { UInt64($0) })
  }

  private static func broken(_ column: String) -> PostgreSQLError {
    PostgreSQLError(.unexpectedAnswer, "the database's answer has no usable \(column)")
  }
}
