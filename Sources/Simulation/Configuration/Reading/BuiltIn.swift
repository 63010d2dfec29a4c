internal import JSONText

/// What a configuration without assets, markets or accounts gets.
enum BuiltIn {
  static let accountCount = 10
  static let accountPrefix = "test-account"

  static let assets = JSONNode(
    .array([asset("BTC", "8"), asset("ETH", "8"), asset("USD", "6")]))

  static let markets = JSONNode(
    .array([
      market("BTC", lotSize: "0.0001", referencePrice: "50000"),
      market("ETH", lotSize: "0.001", referencePrice: "3000"),
    ]))

  private static func asset(_ id: String, _ decimals: String) -> JSONNode {
    object([("id", .string(id)), ("decimals", .number(decimals))])
  }

  private static func market(
    _ base: String, lotSize: String, referencePrice: String
  ) -> JSONNode {
    object([
      ("base", .string(base)), ("quote", .string("USD")), ("tick_size", .number("0.01")),
      ("lot_size", .number(lotSize)), ("reference_price", .number(referencePrice)),
    ])
  }

  private static func object(_ members: [(String, JSONValue)]) -> JSONNode {
    JSONNode(.object(members.map { JSONMember(key: $0.0, node: JSONNode($0.1)) }))
  }
}
