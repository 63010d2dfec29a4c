import Budgets
import Domain
import Matching
import Testing

@testable import Replay

@Suite("Order flows: the ledger") struct FlowLedgerTests {
  let files: Recording
  init() throws { files = try Recording() }

  @Test(
    "budgets and the engine's wallets agree after random orders, cancels and amendments",
    arguments: 1...12 as ClosedRange<UInt64>)
  func agreement(seed: UInt64) throws {
    let path = try files.write(randomFlow(seed: seed, rows: 3000))
    var reader = try FlowReader(rows: RowReader(path: path), skipsBad: false)
    let terms = reader.terms
    var driver = FlowDriver(
      sender: FlowSender(venue: EmbeddedFlowVenue(terms), recorder: nil),
      ledger: FlowLedger(terms))
    while let row = try reader.next() {
      driver.apply(row)
      let violations = driver.ledger.store.violations()
      guard violations.isEmpty else {
        Issue.record("seed \(seed): \(violations)")
        return
      }
    }
    #expect(driver.sender.counts.fills > 100 && driver.sender.counts.amended > 50, "seed \(seed)")
    let store = driver.ledger.store
    driver.sender.venue.reading { engine in
      #expect(engine.checkInvariants() == [], "seed \(seed)")
      for account in 0..<terms.accounts.count {
        for asset in 0..<terms.assets.count {
          let budget = store.get(AccountIndex(account), AssetIndex(asset))
          let wallet = engine.wallet(AccountIndex(account), AssetIndex(asset))
          #expect(
            budget.locked == wallet.locked, "seed \(seed), account \(account), asset \(asset)")
          #expect(budget.available == wallet.available, "seed \(seed), \(account), \(asset)")
        }
      }
    }
  }

  /// Five accounts on two markets that share an asset; some of them poor.
  private func randomFlow(seed: UInt64, rows: Int) -> String {
    var random = SplitMix64(seed: seed)
    var text = "#simulator.order_flow/1\n#asset,A,2\n#asset,B,3\n#asset,C,4\n"
    text += "#market,AC,A,C,0.1,0.01,50,active,0.2\n#market,BC,B,C,0.1,0.1,50,active,unregulated\n"
    text += "#self_trade_prevention,"
    text += SelfTradePrevention.allCases[Int(random.next() % 3)].name + "\n"
    for account in 0..<5 {
      text += "#account,p\(account)\n"
      for asset in ["A", "B", "C"] {
        text += "#deposit,p\(account),\(asset),\(account == 0 ? 3 : 500 + random.next() % 500)\n"
      }
    }
    text += FlowReaderTests.columns + "\n"
    for row in 0..<rows { text += Self.row(row, &random) }
    return text
  }

  /// Order n is of account n % 5 on market n % 2; one in ten rows names the wrong one.
  private static func row(_ row: Int, _ random: inout SplitMix64) -> String {
    let isNew = random.next() % 10 < 5
    let order = isNew ? row : max(0, row - Int(random.next() % 40))
    let isFirst = (order + (!isNew && random.next() % 10 == 0 ? 1 : 0)) % 2 == 0
    let account = (order + (!isNew && random.next() % 10 == 0 ? 1 : 0)) % 5
    let price = ExactDecimal(significand: 495 + Int128(random.next() % 10), scale: 1)
    let lots = Int128(random.next() % 40)
    let quantity = ExactDecimal(significand: isFirst ? lots * 10 : lots, scale: isFirst ? 2 : 1)
    let start = "\(row),\(isFirst ? "AC" : "BC"),o\(order),"
    if isNew {
      let side = Side.allCases[Int(random.next() % 2)].name
      let times = ["goodTillCancel", "goodTillCancel", "immediateOrCancel", "fillOrKill"]
      let type = random.next() % 8 == 0 ? "market" : random.next() % 8 == 0 ? "postOnly" : "limit"
      return start + "place,\(side),\(type),\(times[Int(random.next() % 4)]),\(price),\(quantity),"
        + "p\(account)\n"
    }
    return random.next() % 5 == 0
      ? start + "cancel,,,,,,p\(account)\n"
      : start + "amend,,,,\(price),\(quantity),p\(account)\n"
  }
}
