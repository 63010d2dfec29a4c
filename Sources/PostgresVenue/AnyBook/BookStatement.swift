internal import PostgreSQL

/// What a statement of venue `sql` is for: the parameters that it may use and the columns that it must
/// and may give.
struct BookStatement: Sendable {
  /// A column of the result.
  struct Column: Sendable {
    /// What its values are.
    enum Kind: Sendable {
      /// Anything that reads as text: ids, names, words.
      case text
      /// Exact numbers: integers and `numeric`.
      case number
    }

    let name: String
    let kind: Kind
    let isRequired: Bool
  }

  /// The key in `venue.statements`.
  let name: String
  let parameters: [String]
  let columns: [Column]

  private static let order = ["client_order_id", "order_key", "account", "market"]

  static let accounts = BookStatement(
    name: "accounts", parameters: ["account_filter"],
    columns: [required("id", .text), optional("label", .text)])
  static let assets = BookStatement(
    name: "assets", parameters: [],
    columns: [required("id", .text), required("decimals", .number)])
  static let markets = BookStatement(
    name: "markets", parameters: [],
    columns: [
      required("id", .text), required("base", .text), required("quote", .text),
      required("tick_size", .number), required("lot_size", .number),
      required("reference_price", .number), optional("status", .text), optional("band", .number),
    ])
  static let place = BookStatement(
    name: "place",
    parameters: order + [
      "side", "type", "time_in_force", "price", "quantity", "price_ticks", "quantity_lots",
      "base_asset", "quote_asset", "bid_asset", "bid_amount", "ask_asset", "ask_amount",
    ],
    columns: [
      optional("status", .text), optional("refusal", .text), optional("filled", .number),
      optional("canceled", .number),
    ])
  static let cancel = BookStatement(
    name: "cancel", parameters: order + ["target"],
    columns: [
      optional("canceled", .number), optional("filled", .number), optional("refusal", .text),
    ])
  static let find = BookStatement(
    name: "find", parameters: order,
    columns: [
      required("status", .text), optional("filled", .number), optional("canceled", .number),
    ])
  static let fills = BookStatement(
    name: "fills", parameters: ["market", "after", "order_key"],
    columns: [
      required("sequence", .number), required("maker_client_order_id", .text),
      required("taker_client_order_id", .text), required("taker_side", .text),
      required("price", .number), required("quantity", .number),
    ])
  static let balances = BookStatement(
    name: "balances", parameters: ["account_filter"],
    columns: [
      required("account", .text), required("asset", .text), required("available", .number),
    ])

  /// All of them.
  static let all = [accounts, assets, markets, place, cancel, find, fills, balances]

  private static func required(_ name: String, _ kind: Column.Kind) -> Column {
    Column(name: name, kind: kind, isRequired: true)
  }

  private static func optional(_ name: String, _ kind: Column.Kind) -> Column {
    Column(name: name, kind: kind, isRequired: false)
  }
}

extension BookStatement {
  /// What is wrong with the parameters that a text uses.
  func problem(with text: NamedParameters) -> String? {
    guard let unknown = text.names.first(where: { !parameters.contains($0) }) else { return nil }
    let known =
      parameters.isEmpty
      ? "it takes none"
      : "it may use "
        + parameters.map { ":\($0)" }.joined(separator: ", ")
    return "uses the parameter :\(unknown), which it does not get; \(known)"
  }

  /// What is wrong with the columns that the server says a statement gives.
  func problem(with description: StatementDescription) -> String? {
    for column in columns {
      guard let found = description.columns.first(where: { $0.name == column.name }) else {
        if column.isRequired { return "gives no column '\(column.name)'; name one so with AS" }
        continue
      }
      if column.kind == .number && !Self.numberTypes.contains(found.typeID) {
        return "gives column '\(column.name)' of a type that is not exact; cast it to numeric or "
          + "bigint"
      }
    }
    return nil
  }

  /// smallint, integer, bigint, numeric.
  private static let numberTypes: Set<UInt32> = [21, 23, 20, 1700]
}
