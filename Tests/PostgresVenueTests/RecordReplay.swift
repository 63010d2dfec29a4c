import Domain
import Matching
import PostgresVenue

/// Gives what a database recorded to a matching engine, in the order of its commands.
struct RecordReplay: ~Copyable {
  private var engine: MatchingEngine
  /// The client order ids of orders, by the database's numbers for them.
  private var names: [Int64: UInt64] = [:]
  private var owners: [Int64: Int] = [:]
  private(set) var orders = 0
  private(set) var fills = 0
  private(set) var cancels = 0
  private(set) var refusals = 0

  init(_ markets: [Market], accounts: Int, _ policy: SelfTradePrevention) {
    engine = MatchingEngine(
      markets: markets, accountCount: accounts, assetCount: 3, selfTradePrevention: policy)
    // What an account could pay depended on all markets together, whose order is not recorded.
    for account in 0..<accounts {
      for asset in 0..<3 {
        engine.deposit(
          Amount(minorUnits: 1 << 100), account: AccountIndex(account), asset: AssetIndex(asset))
      }
    }
  }

  /// The first command whose outcome is not the recorded one; nil when there is none.
  mutating func firstDifference(_ records: borrowing PostgresRecords) throws -> String? {
    var orders = try records.orders()
    var cancels = try records.cancels()
    var fills = try records.fills()
    var order = try orders.next()
    var cancel = try cancels.next()
    for (market, names) in records.markets.enumerated() {
      for number in 1..<names.commandCount + 1 {
        var isThere = false
        while let found = cancel, found.market == market, found.number == number {
          isThere = isThere || found.takesNumber
          if let difference = repeated(found) { return "\(names.symbol) \(number): \(difference)" }
          cancel = try cancels.next()
        }
        if let found = order, found.market == market, found.number == number {
          isThere = true
          if let difference = try repeated(found, &fills) {
            return "\(names.symbol) \(number): \(difference)"
          }
          order = try orders.next()
        }
        if !isThere { return "\(names.symbol) \(number): there is no such command" }
      }
    }
    if let order { return "behind the last command: \(order)" }
    if let cancel { return "behind the last command: \(cancel)" }
    return try fills.next().map { "behind the last fill: \($0)" }
  }

  private mutating func repeated(
    _ order: RecordedOrder, _ fills: inout RecordedFills
  ) throws -> String? {
    orders += 1
    let name = UInt64(order.clientOrderID) ?? .max
    if order.refusal != nil { refusals += 1 }
    // What an account could pay, whether it is one, and which ids were used, is known to all markets.
    if order.refusal == .insufficientBalance || order.refusal == .unknownAccount { return nil }
    if order.refusal == nil {
      names[order.id] = name
      owners[order.id] = order.account
    }
    let report = engine.submit(
      OrderCommand(
        kind: .place, id: ClientOrderID(sequence: name), account: AccountIndex(order.account ?? -1),
        market: MarketIndex(order.market), side: order.side, type: order.type,
        timeInForce: order.timeInForce, isPostOnly: order.isPostOnly, price: order.price,
        quantity: order.quantity))
    guard report.refusal == order.refusal else { return "\(order), the engine says \(report)" }
    for index in 0..<engine.eventCount {
      guard let expected = engine.event(at: index).fill else { continue }
      self.fills += 1
      guard let found = try fills.next(), found.sequence == expected.sequence,
        names[found.maker] == expected.maker.sequence, found.taker == order.id,
        found.makerAccount == expected.makerAccount.position, found.takerAccount == order.account,
        found.takerSide == order.side, found.price == expected.price,
        found.quantity == expected.quantity, found.state == .settled
      else { return "\(order) should have given the fill \(expected)" }
    }
    return nil
  }

  private mutating func repeated(_ cancel: RecordedCancel) -> String? {
    switch cancel.cause {
    case .expiry, .ownTerms, .selfTrade: return nil
    case .refused: refusals += 1
    case .command: cancels += 1
    }
    guard case .command(let name, _) = cancel.cause, let order = cancel.order,
      let target = names[order], let owner = owners[order]
    else { return nil }
    let report = engine.submit(
      .cancel(
        ClientOrderID(sequence: UInt64(name) ?? .max), account: AccountIndex(owner),
        market: MarketIndex(cancel.market), target: ClientOrderID(sequence: target)))
    return report.refusal == nil && report.canceled == cancel.quantity
      ? nil : "\(cancel), the engine says \(report)"
  }

  /// The first balance that is not the sum of its entries; nil when there is none.
  func balanceDifference(_ records: borrowing PostgresRecords) throws -> String? {
    var sums: [[Int]: (available: Int128, locked: Int128, deposited: Int128)] = [:]
    var entries = try records.ledgerEntries(.stored)
    while let entry = try entries.next() {
      let place = [entry.account ?? -1, entry.asset]
      sums[place, default: (0, 0, 0)].available += entry.available
      sums[place, default: (0, 0, 0)].locked += entry.locked
      if entry.kind == .deposit { sums[place, default: (0, 0, 0)].deposited += entry.available }
    }
    var balances = try records.balances()
    while let balance = try balances.next() {
      let found = (balance.available, balance.locked, balance.deposited)
      let expected = sums.removeValue(forKey: [balance.account ?? -1, balance.asset])
      guard let expected, expected == found else { return "\(balance), entries \(sums)" }
    }
    if let first = sums.first { return "no balance for \(first)" }
    return try legDifference(records)
  }

  /// The first fill that has not four entries which add up to nothing; nil when there is none.
  private func legDifference(_ records: borrowing PostgresRecords) throws -> String? {
    var entries = try records.ledgerEntries(.fill)
    var legs: [RecordedLedgerEntry] = []
    while let entry = try entries.next() {
      legs.append(entry)
      guard legs.count == 4 else { continue }
      let sum = legs.reduce(Int128(0)) { $0 + $1.available + $1.locked }
      guard sum == 0, Set(legs.map(\.fill)).count == 1, legs[0].order == legs[1].order else {
        return "\(legs)"
      }
      legs = []
    }
    return legs.isEmpty ? nil : "\(legs)"
  }
}

extension RecordedCancel {
  /// Whether it is a command of its own, rather than a consequence of an order's.
  var takesNumber: Bool {
    switch cause {
    case .command, .refused, .expiry: true
    case .ownTerms, .selfTrade: false
    }
  }
}
