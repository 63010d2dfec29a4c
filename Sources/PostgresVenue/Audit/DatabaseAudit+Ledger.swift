import Audit
import Domain
import PostgreSQL

/// The database's ledger: what it says of balances, and what fills moved.
extension DatabaseAudit {
  /// What the entries of one account and asset add up to.
  private struct Sums {
    var available: Int128 = 0
    var locked: Int128 = 0
    var deposited: Int128 = 0
  }

  /// Every balance is the sum of its entries; what is locked is what is needed; nothing comes from
  /// nowhere.
  mutating func checkBalances() throws(PostgreSQLError) {
    var sums: [AccountAsset: Sums] = [:]
    var entries = try records.ledgerEntries(.stored)
    while let entry = try entries.next() {
      guard let account = entry.account else { continue }
      let place = AccountAsset(account: account, asset: entry.asset)
      sums[place, default: Sums()].available += entry.available
      sums[place, default: Sums()].locked += entry.locked
      if entry.kind == .deposit || entry.kind == .withdrawal {
        sums[place, default: Sums()].deposited += entry.available
      }
    }
    var totals = Array(
      repeating: (held: Int128(0), deposited: Int128(0)), count: records.assets.count)
    var balances = try records.balances()
    while let balance = try balances.next() {
      totals[balance.asset].held += balance.available + balance.locked
      totals[balance.asset].deposited += balance.deposited
      guard let account = balance.account else { continue }
      let place = AccountAsset(account: account, asset: balance.asset)
      check(balance, sums[place] ?? Sums(), need: needs[place] ?? 0, place)
    }
    for (asset, total) in totals.enumerated() {
      result.count(.balances)
      guard total.held != total.deposited else { continue }
      report(
        .balances, AuditPlace(asset: records.assets[asset].symbol),
        expected: "\(total.deposited) minor units in all accounts, as deposited",
        found: "\(total.held)", magnitude: total.held - total.deposited)
    }
  }

  private mutating func check(
    _ balance: RecordedBalance, _ sums: Sums, need: Int128, _ at: AccountAsset
  ) {
    let place = AuditPlace(
      account: records.accounts[at.account].label, asset: records.assets[at.asset].symbol)
    result.count(.balances)
    result.count(.locks)
    if balance.available < 0 || balance.locked < 0 {
      report(
        .balances, place, expected: "nothing below zero",
        found: "\(balance.available) available and \(balance.locked) locked")
    }
    if balance.available != sums.available || balance.locked != sums.locked {
      report(
        .settlement, place,
        expected: "\(sums.available) available and \(sums.locked) locked, the sums of its entries",
        found: "\(balance.available) and \(balance.locked)",
        magnitude: balance.available - sums.available)
    }
    if balance.locked != need {
      report(
        .locks, place, expected: "\(need) minor units locked, what open orders need",
        found: "\(balance.locked)", magnitude: balance.locked - need)
    }
  }

  /// Every fill moves what it costs from one side to the other, once.
  mutating func checkSettlement() throws(PostgreSQLError) {
    var fills = try records.fills()
    var entries = try records.ledgerEntries(.fill)
    var entry = try entries.next()
    while let fill = try fills.next() {
      let market = records.markets[fill.market]
      let id = market.id << 40 | Int64(fill.sequence)
      var moved: [AccountAsset: Int128] = [:]
      while let next = entry, let ofFill = next.fill, ofFill <= id {
        if ofFill == id, let account = next.account {
          moved[AccountAsset(account: account, asset: next.asset), default: 0] +=
            next.available + next.locked
        } else if ofFill < id {
          report(
            .settlement, AuditPlace(market: market.symbol), expected: "entries of fills that exist",
            found: "an entry of fill \(ofFill & 0xff_ffff_ffff)")
        }
        entry = try entries.next()
      }
      check(fill, moved.filter { $0.value != 0 })
    }
  }

  private mutating func check(_ fill: RecordedFill, _ moved: [AccountAsset: Int128]) {
    result.count(.settlement)
    let market = records.markets[fill.market]
    var wanted: [AccountAsset: Int128] = [:]
    if fill.state == .settled, let taker = fill.takerAccount, let maker = fill.makerAccount,
      let base = records.assets.firstIndex(where: { $0.symbol == market.base }),
      let quote = records.assets.firstIndex(where: { $0.symbol == market.quote })
    {
      let (buyer, seller) = fill.takerSide == .bid ? (taker, maker) : (maker, taker)
      let cost = cost(market, fill.price.ticks, fill.quantity.lots)
      let amount = Int128(fill.quantity.lots) * market.baseUnitsPerLot
      wanted[AccountAsset(account: buyer, asset: quote), default: 0] -= cost
      wanted[AccountAsset(account: seller, asset: quote), default: 0] += cost
      wanted[AccountAsset(account: buyer, asset: base), default: 0] += amount
      wanted[AccountAsset(account: seller, asset: base), default: 0] -= amount
    }
    wanted = wanted.filter { $0.value != 0 }
    guard wanted != moved else { return }
    report(
      .settlement, AuditPlace(market: market.symbol),
      expected: "fill \(fill.sequence) (\(fill.state)) to move \(text(wanted))", found: text(moved))
  }

  private func text(_ moved: [AccountAsset: Int128]) -> String {
    if moved.isEmpty { return "nothing" }
    return moved.sorted { ($0.key.account, $0.key.asset) < ($1.key.account, $1.key.asset) }.map {
      "\($0.value) \(records.assets[$0.key.asset].symbol) of \(records.accounts[$0.key.account].label)"
    }.joined(separator: ", ")
  }
}
