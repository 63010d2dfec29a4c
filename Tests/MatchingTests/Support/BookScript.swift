import Domain
import Matching

/// Runs a table of commands, one per line, against one market and writes what came of each.
///
///     <id> <account> bid|ask <lots> @ <price> [ioc|fok|market|post]
///     <id> <account> cancel <target>
///     <id> <account> amend <target> <lots> @ <price>
///     book                 all bids and asks, best first, as lots@price(orders)
///     wallet <account>     base and quote in lots and tick-lots, as available+locked
///
/// Behind ` -> ` stands what came of it: the report as `status filled/left`, then each fill as
/// `maker lots@price` and each further cancellation as `x order lots reason`. Accounts are A, B, C ...
struct BookScript: ~Copyable {
  private var engine: MatchingEngine
  private let market: Market

  init(_ policy: SelfTradePrevention = .cancelTaker, lots: Int64 = 1_000) throws {
    market = try TestMarkets.open()
    engine = MatchingEngine(
      markets: [market], accountCount: 4, assetCount: TestMarkets.assetCount,
      selfTradePrevention: policy)
    for account in 0..<4 {
      let account = AccountIndex(account)
      engine.deposit(
        market.baseAmount(Quantity(lots: lots)), account: account, asset: market.base)
      engine.deposit(
        market.notional(Price(ticks: 100), Quantity(lots: lots)), account: account,
        asset: market.quote)
    }
  }

  /// The table with the results that the engine gives.
  mutating func run(_ table: String) -> String {
    table.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      let command = words.prefix { $0 != "->" }
      return command.joined(separator: " ") + " -> " + result(Array(command))
    }.joined(separator: "\n")
  }

  private mutating func result(_ words: [String]) -> String {
    switch words[0] {
    case "book": return book(.ask).isEmpty ? "\(book(.bid)) |" : "\(book(.bid)) | \(book(.ask))"
    case "wallet": return wallet(Self.account(words[1]))
    default:
      let report = engine.submit(command(words))
      let violations = engine.checkInvariants()
      guard violations.isEmpty else { return violations.joined(separator: ", ") }
      return ([text(report)] + eventTexts()).joined(separator: ", ")
    }
  }

  private func command(_ words: [String]) -> OrderCommand {
    let id = ClientOrderID(sequence: UInt64(words[0])!)
    let account = Self.account(words[1])
    let market = MarketIndex(0)
    switch words[2] {
    case "cancel":
      return .cancel(id, account: account, market: market, target: Self.id(words[3]))
    case "amend":
      return .amend(
        id, account: account, market: market, target: Self.id(words[3]),
        price: Price(ticks: Int64(words[6])!), quantity: Quantity(lots: Int64(words[4])!))
    default:
      let option = words.count > 6 ? words[6] : ""
      return OrderCommand(
        kind: .place, id: id, account: account, market: market,
        side: words[2] == "bid" ? .bid : .ask, type: option == "market" ? .market : .limit,
        timeInForce: option == "ioc"
          ? .immediateOrCancel : option == "fok" ? .fillOrKill : .goodTillCancel,
        isPostOnly: option == "post", price: Price(ticks: Int64(words[5])!),
        quantity: Quantity(lots: Int64(words[3])!))
    }
  }

  private func text(_ report: OrderReport) -> String {
    if let refusal = report.refusal { return "refused \(refusal.name)" }
    let standing = "\(report.status.name) \(report.cumulative.lots)/\(report.leaves.lots)"
    return standing + (report.isRepeat ? " again" : "")
  }

  private func eventTexts() -> [String] {
    (0..<engine.eventCount).compactMap { position in
      let event = engine.event(at: position)
      if let fill = event.fill {
        return "\(fill.maker.sequence) \(fill.quantity.lots)@\(fill.price.ticks)"
      }
      return event.cancelReason.map {
        "x \(event.order.sequence) \(event.quantity.lots) \($0.name)"
      }
    }
  }

  private func book(_ side: Side) -> String {
    engine.depth(MarketIndex(0), side, levels: 10).map {
      "\($0.quantity.lots)@\($0.price.ticks)(\($0.orderCount))"
    }.joined(separator: " ")
  }

  private func wallet(_ account: AccountIndex) -> String {
    let base = engine.wallet(account, market.base)
    let quote = engine.wallet(account, market.quote)
    let lot = market.baseUnitsPerLot
    let tickLot = market.quoteUnitsPerTickLot
    return "base \(base.available.minorUnits / lot)+\(base.locked.minorUnits / lot) "
      + "quote \(quote.available.minorUnits / tickLot)+\(quote.locked.minorUnits / tickLot)"
  }

  private static func account(_ letter: String) -> AccountIndex {
    AccountIndex(Int(letter.utf8.first!) - Int(UInt8(ascii: "A")))
  }

  private static func id(_ text: String) -> ClientOrderID {
    ClientOrderID(sequence: UInt64(text)!)
  }
}
