import Audit
import Domain
import PostgreSQL
import Simulation

/// Every refusal held against the state that was reconstructed at its place among the commands.
extension DatabaseAudit {
  /// Amounts beyond this are refused, in minor units.
  private static var amountMax: Int128 { .max / 4 }

  /// Holds the refusal of an order against its market, account and book. Wallets are judged later, by
  /// `checkWallets`.
  mutating func check(_ refusal: RefusalReason, of row: RecordedOrder, _ replay: MarketReplay) {
    result.count(.refusals)
    if refusal == .unknownAccount || refusal == .marketNotActive {
      return checkStanding(refusal, of: row)
    }
    let wanted = row.account == nil ? .unknownAccount : refusalByItself(row)
    if wanted == refusal { return }
    if let wanted {
      return reportRefusal(row, refusal, expected: "refused (\(wanted.name))")
    }
    let wouldCross = row.isPostOnly && replay.book.wouldCross(row.side, at: row.price.ticks)
    switch refusal {
    case .postOnlyWouldCross where wouldCross: break
    case .insufficientBalance where !wouldCross: walletRefusalCount += 1
    case .insufficientBalance:
      reportRefusal(row, refusal, expected: "refused (\(RefusalReason.postOnlyWouldCross.name))")
    default: reportRefusal(row, refusal, expected: "taken: nothing speaks against it")
    }
  }

  /// Why an order is refused whatever book and wallets are; nil when it is not.
  private func refusalByItself(_ row: RecordedOrder) -> RefusalReason? {
    let market = records.markets[row.market]
    let (price, lots) = (row.price.ticks, row.quantity.lots)
    if lots <= 0 || Int128(lots) > Self.amountMax / market.baseUnitsPerLot {
      return .invalidQuantity
    }
    let isTooLarge = Int128(price) * Int128(lots) > Self.amountMax / market.quoteUnitsPerTickLot
    if price <= 0 || isTooLarge { return .invalidPrice }
    if row.price < market.priceMin || row.price > market.priceMax { return .priceOutsideBand }
    let contradicts =
      row.isPostOnly && (row.type != .limit || row.timeInForce != .goodTillCancel)
    return row.isIncomplete || contradicts ? .invalidInstruction : nil
  }

  /// Accounts and markets are held against what they are now: the database does not keep what they were.
  private mutating func checkStanding(_ refusal: RefusalReason, of row: RecordedOrder) {
    let account = row.account.map { records.accounts[$0] }
    let isSo: Bool
    if refusal == .unknownAccount {
      isSo = account?.isActive != true
    } else {
      isSo = !records.markets[row.market].isActive
    }
    if isSo { return }
    result.leaveOut(
      [.refusals],
      "a \(refusal == .unknownAccount ? "account" : "market") that refused orders is active now; "
        + "the database does not keep since when")
  }

  /// Holds the refusal of a cancel against the book.
  mutating func check(
    _ refusal: RefusalReason, of cancel: RecordedCancel, _ replay: MarketReplay
  ) {
    result.count(.refusals)
    let target = cancel.order.flatMap { replay.open[UInt64($0)]?.row }
    let isTheirs = target != nil && target?.account == cancel.account && cancel.account != nil
    switch refusal {
    case .unknownOrder where !isTheirs: return
    case .unknownAccount where cancel.account.map { records.accounts[$0].isActive } != true: return
    case .unknownAccount:
      return result.leaveOut(
        [.refusals],
        "an account whose cancel was refused is active now; the database does not keep since when")
    default: break
    }
    report(
      .refusals,
      AuditPlace(
        order: target?.clientOrderID, account: cancel.account.map { records.accounts[$0].label },
        market: records.markets[cancel.market].symbol),
      expected: isTheirs
        ? "canceled: the order is open and of this account"
        : "refused (\(RefusalReason.unknownOrder.name))", found: "refused (\(refusal.name))")
  }

  private mutating func reportRefusal(
    _ row: RecordedOrder, _ refusal: RefusalReason, expected: String
  ) {
    report(.refusals, place(row), expected: expected, found: "refused (\(refusal.name))")
  }

  /// Holds refusals for want of balance since the run's begin against wallets that are added up to their
  /// place.
  mutating func checkWallets() throws(PostgreSQLError) {
    guard walletRefusalCount > 0 else { return }
    var changes = try records.walletChanges()
    var next = try changes.next()
    while let first = next {
      var history = WalletHistory(
        durationMax: Int64(plan.configuration.venue.database.answerTimeoutMilliseconds) * 1000)
      var refusals: [RecordedWalletChange] = []
      while let change = next, change.account == first.account, change.asset == first.asset {
        if !change.isRefusal {
          history.append(event(change))
        } else if change.begun != .min {
          refusals.append(change)
        }
        next = try changes.next()
      }
      for refusal in refusals { judge(refusal, history) }
    }
  }

  private func event(_ change: RecordedWalletChange) -> WalletHistory.Event {
    let isOurs = !change.order.isForeign
    let lane = change.market.flatMap { planMarkets[$0] }.map {
      plan.lanes.lane(of: MarketIndex($0))
    }
    return WalletHistory.Event(
      begun: change.begun, market: change.market, number: change.number,
      lane: isOurs ? lane : nil, slot: isOurs ? change.order.sequence : nil, amount: change.amount)
  }

  private mutating func judge(_ refusal: RecordedWalletChange, _ history: WalletHistory) {
    switch history.judge(event(refusal)) {
    case .justified: break
    case .unjustified(let available):
      report(
        .refusals,
        AuditPlace(
          slot: refusal.order.isForeign ? nil : refusal.order.sequence,
          account: records.accounts[refusal.account].label,
          market: refusal.market.map { records.markets[$0].symbol },
          asset: records.assets[refusal.asset].symbol),
        expected: "taken: \(available) minor units were available, and \(refusal.amount) needed",
        found: "refused (\(RefusalReason.insufficientBalance.name))",
        magnitude: available - refusal.amount)
    case .open:
      result.leaveOut(
        [.refusals],
        "a refusal for want of balance depends on which of two transactions at the same time was first"
      )
    }
  }
}
