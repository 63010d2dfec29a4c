import Budgets
import Domain
import Testing

@testable import Replay

@Suite("Order flows: reading") struct FlowReaderTests {
  static let head = """
    #simulator.order_flow/1
    #asset,BTC,8
    #asset,USD,3
    #market,BTC/USD,BTC,USD,0.5,0.01,100,active,unregulated
    #account,ann
    #account,"bo,b"
    #deposit,ann,USD,1000.00
    #deposit,"bo,b",BTC,5
    #recycle_proceeds,false
    #self_trade_prevention,cancelBoth
    """
  static let columns =
    "time,market,client_order_id,action,side,type,time_in_force,price,quantity,account"
  let files: Recording
  init() throws { files = try Recording() }

  @Test("terms and rows are read as they are meant")
  func good() throws {
    let report = try files.replay(
      text: """
        \(Self.head)
        \(Self.columns)
        0,BTC/USD,a,place,bid,limit,goodTillCancel,100.5,0.5,ann
        0.5,BTC/USD,"b ""1"" c",place,ask,limit,goodTillCancel,101.00,1.000,"bo,b"
        0.5,BTC/USD,a,amend,,,,101,0.4,ann
        1,BTC/USD,"b ""1"" c",cancel,,,,,,"bo,b"
        1.000000001,BTC/USD,b,place,ask,market,immediateOrCancel,1,1,"bo,b"
        """)
    #expect(report.format == .csv)
    #expect(report.terms.selfTradePrevention == .cancelBoth)
    #expect(!report.terms.recyclesProceeds)
    #expect(report.terms.accounts == ["ann", "bo,b"])
    #expect(report.messagesByType.map(\.count) == [3, 1, 1])
    #expect(report.counts.placed == 3 && report.counts.canceled == 1 && report.counts.amended == 1)
    #expect(report.counts.fills == 1)
    #expect(report.flow.spanNanoseconds == 1_000_000_001)
    let budget = try #require(report.budgets).get(AccountIndex(0), AssetIndex(1))
    #expect(budget.spent.minorUnits == 40_400 && budget.locked == .zero)
  }

  @Test(
    "bad rows are told with file, line, column and what was expected",
    arguments: [
      (
        "x,BTC/USD,1,place,bid,limit,goodTillCancel,1,1,ann",
        "1: expected the time, seconds with up to nine decimals, found 'x'"
      ),
      (
        "0,BTC/EUR,1,place,bid,limit,goodTillCancel,1,1,ann",
        "3: expected a market that the file's head states, found 'BTC/EUR'"
      ),
      (
        "1,BTC/USD,,place,bid,limit,goodTillCancel,1,1,ann",
        "11: expected a client order id, found a comma"
      ),
      (
        "1,BTC/USD,1,buy,bid,limit,goodTillCancel,1,1,ann",
        "13: expected place, cancel or amend, found 'buy'"
      ),
      (
        "1,BTC/USD,1,place,buy,limit,goodTillCancel,1,1,ann", "19: expected bid or ask, found 'buy'"
      ),
      (
        "1,BTC/USD,1,place,bid,stop,goodTillCancel,1,1,ann",
        "23: expected limit, market or postOnly, found 'stop'"
      ),
      (
        "1,BTC/USD,1,place,bid,limit,day,1,1,ann",
        "29: expected goodTillCancel, immediateOrCancel or fillOrKill, found 'day'"
      ),
      (
        "1,BTC/USD,1,place,bid,limit,fillOrKill,0.25,1,ann",
        "40: expected the price, a multiple of the market's tick, found '0.25'"
      ),
      (
        "1,BTC/USD,1,place,bid,limit,fillOrKill,1.001,1,ann",
        "40: expected the price, a multiple of the market's tick, found '1.001'"
      ),
      (
        "1,BTC/USD,1,place,bid,limit,fillOrKill,-1,1,ann",
        "40: expected the price, a multiple of the market's tick, found '-1'"
      ),
      (
        "1,BTC/USD,1,place,bid,limit,fillOrKill,1,0.005,ann",
        "42: expected the quantity, a multiple of the market's lot, found '0.005'"
      ),
      (
        "1,BTC/USD,1,place,bid,limit,fillOrKill,1,1,joe",
        "44: expected an account that the file's head states, found 'joe'"
      ),
      (
        "1,BTC/USD,1,place,bid,limit,fillOrKill,1,1",
        "43: expected a comma, found the end of the line"
      ),
      (
        "1,BTC/USD,1,place,bid,limit,fillOrKill,1,1,ann,x",
        "47: expected the end of the line, found a comma"
      ),
      ("1,BTC/USD,1,cancel,bid,,,,,ann", "20: expected nothing here for this action, found 'bid'"),
      ("1,BTC/USD,1,cancel,,,,1,,ann", "23: expected nothing here for this action, found '1'"),
      (
        "1,BTC/USD,1,amend,,,,,1,ann",
        "22: expected the price, a multiple of the market's tick, found a comma"
      ),
      (
        "1,BTC/USD,\"1,place,bid,limit,fillOrKill,1,1,ann",
        "11: expected a closing quote on the same line, found '\"1'"
      ),
    ])
  func badRows(row: String, error: String) throws {
    let good = "0.5,BTC/USD,7,place,bid,limit,goodTillCancel,1,1,ann\n"
    let text = "\(Self.head)\n\(Self.columns)\n\(row.hasPrefix("0,") ? "" : good)\(row)\n"
    let line = row.hasPrefix("0,") ? 12 : 13
    #expect(try files.error(of: text) == "a_message.csv:\(line):\(error)")
    let report = try files.replay(text: text + "9,BTC/USD,7,cancel,,,,,,ann", skipsBad: true)
    #expect(report.badRowCount == 1 && report.badRows[0].rows.shown[0].line == UInt64(line))
    #expect(report.messagesByType[1].count == 1)
  }

  @Test(
    "bad heads are refused",
    arguments: [
      (
        "#simulator.order_flow/2\n",
        "1:1: expected #simulator.order_flow/1, the format's name and version, found '#simulator.order_flow/2'"
      ),
      ("#simulator.order_flow/1\n", ""),
      (
        "#simulator.order_flow/1\ntime,market\n",
        "2:12: expected a comma, found the end of the line"
      ),
      (
        "#simulator.order_flow/1\ntime,Market\n",
        "2:6: expected the column name market, found 'Market'"
      ),
      (
        "#simulator.order_flow/1\n#coin,BTC,8\n",
        "2:2: expected one of asset, market, account, deposit, recycle_proceeds, self_trade_prevention, found 'coin'"
      ),
      (
        "#simulator.order_flow/1\n#asset,BTC,19\n",
        "2:12: expected the asset's decimals, 0 to 18, found '19'"
      ),
      (
        "#simulator.order_flow/1\n#asset,A,1\n#asset,A,1\n",
        "3:8: expected the id of an asset that was not stated before, found 'A'"
      ),
      (
        "#simulator.order_flow/1\n#account,a\n#account,a\n",
        "3:10: expected the id of an account that was not stated before, found 'a'"
      ),
      (
        "#simulator.order_flow/1\n#account,a\n#deposit,a,B,1\n",
        "3:12: expected an asset that was stated above, found 'B'"
      ),
      (
        "#simulator.order_flow/1\n#asset,B,1\n#deposit,a,B,1\n",
        "3:10: expected an account that was stated above, found 'a'"
      ),
      (
        "#simulator.order_flow/1\n#asset,B,1\n#account,a\n#deposit,a,B,0.05\n",
        "4:14: expected an amount of at most 1 decimals, not negative, all deposits of the asset together at most 10^37 minor units, found '0.05'"
      ),
      (
        "#simulator.order_flow/1\n#asset,B,1\n#account,a\n#deposit,a,B,1\n#deposit,a,B,1\n",
        "5:10: expected an account and asset without a deposit above, found 'a'"
      ),
      (
        "#simulator.order_flow/1\n#asset,A,0\n#asset,B,0\n#market,AB,A,B,0.5,1,1,active,unregulated\n",
        "4:9: expected a possible market: "
      ),
      (
        "#simulator.order_flow/1\n#asset,A,0\n#asset,B,0\n#market,AB,A,B,1,1,1,open,unregulated\n",
        "4:22: expected active or suspended, found 'open'"
      ),
      (
        "#simulator.order_flow/1\n#asset,A,0\n#asset,B,0\n#market,AB,A,B,1,1,1,active,free\n",
        "4:29: expected the price band, a fraction, or unregulated, found 'free'"
      ),
      (
        "#simulator.order_flow/1\n#recycle_proceeds,yes\n",
        "2:19: expected true or false, found 'yes'"
      ),
    ])
  func badHeads(text: String, error: String) throws {
    let found = try files.error(of: text)
    let expected =
      error.isEmpty
      ? "a_message.csv ends before the line of column names" : "a_message.csv:\(error)"
    #expect(found.hasPrefix(expected), "\(found)")
  }

  @Test("a line of more than 65,536 bytes is refused, and can be skipped")
  func longLine() throws {
    let id = String(repeating: "i", count: 3_000_000)
    let row = "1,BTC/USD,\(id),place,bid,limit,goodTillCancel,1,1,ann\n"
    let text =
      "\(Self.head)\n\(Self.columns)\n\(row)2,BTC/USD,1,place,bid,limit,goodTillCancel,1,1,ann\n"
    _ = try files.error(of: text)
    let report = try files.replay(text: text, skipsBad: true)
    #expect(report.badRowCount == 1 && report.counts.placed == 1)
    let account = "#simulator.order_flow/1\n#account,\(id)\n\(Self.columns)\n"
    #expect(try files.error(of: account).hasPrefix("a_message.csv:2:"))
  }

  @Test("unknown ids, doubled ids, strangers and too little money are refusals, not bad rows")
  func refusals() throws {
    let report = try files.replay(
      text: """
        \(Self.head)
        \(Self.columns)
        1,BTC/USD,a,cancel,,,,,,ann
        1,BTC/USD,a,amend,,,,1,1,ann
        1,BTC/USD,a,place,bid,limit,goodTillCancel,10,1,ann
        1,BTC/USD,a,place,bid,limit,goodTillCancel,10,1,ann
        1,BTC/USD,a,cancel,,,,,,"bo,b"
        1,BTC/USD,b,place,bid,limit,goodTillCancel,991,1,ann
        1,BTC/USD,c,place,bid,limit,goodTillCancel,10,0,ann
        1,BTC/USD,c,place,bid,limit,goodTillCancel,0,1,ann
        1,BTC/USD,a,amend,,,,1001,1,ann
        """)
    #expect(report.badRowCount == 0)
    #expect(
      Dictionary(uniqueKeysWithValues: report.counts.refusalsByReason.map { ($0.reason, $0.count) })
        == [
          .unknownOrder: 3, .duplicateClientOrderID: 1, .insufficientBudget: 2, .invalidQuantity: 1,
          .invalidPrice: 1,
        ])
    let budget = try #require(report.budgets).get(AccountIndex(0), AssetIndex(1))
    #expect(budget.locked.minorUnits == 10_000)
  }
}
