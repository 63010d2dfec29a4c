import Domain
import Matching
import Testing

/// The rules of the book as tables that can be read aloud; see `BookScript` for the notation.
@Suite struct BookTests {
  static let tables: [(name: String, policy: SelfTradePrevention, table: String)] = [
    (
      "better prices first, then earlier orders, at the maker's price", .cancelTaker,
      """
      1 A ask 5 @ 101 -> new 0/5
      2 B ask 5 @ 100 -> new 0/5
      3 C ask 5 @ 100 -> new 0/5
      book ->  | 10@100(2) 5@101(1)
      4 D bid 12 @ 105 -> filled 12/0, 2 5@100, 3 5@100, 1 2@101
      book ->  | 3@101(1)
      1 A ask 5 @ 101 -> partiallyFilled 2/3 again
      """
    ),
    (
      "a bid's saving is available at once, the rest of it locked at its limit", .cancelTaker,
      """
      1 A ask 4 @ 90 -> new 0/4
      wallet A -> base 996+4 quote 100000+0
      2 B bid 10 @ 100 -> partiallyFilled 4/6, 1 4@90
      wallet A -> base 996+0 quote 100360+0
      wallet B -> base 1004+0 quote 99040+600
      3 B cancel 2 -> canceled 4/0, x 2 6 requested
      wallet B -> base 1004+0 quote 99640+0
      """
    ),
    (
      "a resting bid pays its own price to an ask that asked for less", .cancelTaker,
      """
      1 A bid 4 @ 100 -> new 0/4
      wallet A -> base 1000+0 quote 99600+400
      2 B ask 6 @ 90 -> partiallyFilled 4/2, 1 4@100
      wallet A -> base 1004+0 quote 99600+0
      wallet B -> base 994+2 quote 100400+0
      book ->  | 2@90(1)
      """
    ),
    (
      "immediate-or-cancel and market orders never rest", .cancelTaker,
      """
      1 A ask 3 @ 100 -> new 0/3
      2 B bid 5 @ 100 ioc -> canceled 3/0, 1 3@100, x 2 2 immediateOrCancel
      3 A ask 3 @ 100 -> new 0/3
      4 A ask 3 @ 102 -> new 0/3
      5 B bid 5 @ 101 market -> canceled 3/0, 3 3@100, x 5 2 immediateOrCancel
      6 B bid 2 @ 102 market -> filled 2/0, 4 2@102
      wallet B -> base 1008+0 quote 99196+0
      book ->  | 1@102(1)
      """
    ),
    (
      "fill-or-kill trades whole or not at all", .cancelTaker,
      """
      1 A ask 3 @ 100 -> new 0/3
      2 B ask 3 @ 101 -> new 0/3
      3 C bid 7 @ 101 fok -> canceled 0/0, x 3 7 fillOrKill
      4 C bid 6 @ 100 fok -> canceled 0/0, x 4 6 fillOrKill
      wallet C -> base 1000+0 quote 100000+0
      5 C bid 6 @ 101 fok -> filled 6/0, 1 3@100, 2 3@101
      """
    ),
    (
      "post-only is refused if it would trade, and with other instructions", .cancelTaker,
      """
      1 A ask 3 @ 100 -> new 0/3
      2 B bid 3 @ 100 post -> refused postOnlyWouldCross
      2 A bid 3 @ 100 post -> refused postOnlyWouldCross
      2 B bid 3 @ 99 post -> new 0/3
      3 B amend 2 3 @ 100 -> refused postOnlyWouldCross
      4 B amend 2 3 @ 98 -> new 0/3
      book -> 3@98(1) | 3@100(1)
      """
    ),
    (
      "less at the same price keeps the place, anything else loses it", .cancelTaker,
      """
      1 A bid 5 @ 100 -> new 0/5
      2 B bid 5 @ 100 -> new 0/5
      3 C bid 5 @ 100 -> new 0/5
      4 A amend 1 4 @ 100 -> new 0/4
      5 B amend 2 6 @ 100 -> new 0/6
      6 D ask 10 @ 100 -> filled 10/0, 1 4@100, 3 5@100, 2 1@100
      7 B amend 2 1 @ 100 -> refused invalidQuantity
      8 B amend 2 3 @ 100 -> partiallyFilled 1/2
      wallet B -> base 1001+0 quote 99700+200
      9 C amend 3 9 @ 100 -> refused unknownOrder
      """
    ),
    (
      "an amendment to a crossing price trades as a taker", .cancelTaker,
      """
      1 A ask 5 @ 105 -> new 0/5
      2 B bid 3 @ 100 -> new 0/3
      3 B amend 2 8 @ 110 -> partiallyFilled 5/3, 1 5@105
      wallet B -> base 1005+0 quote 99145+330
      2 B bid 3 @ 100 -> partiallyFilled 5/3 again
      4 B amend 2 2000 @ 110 -> refused insufficientBalance
      book -> 3@110(1) |
      """
    ),
    (
      "orders of others, and orders that are gone, cannot be canceled", .cancelTaker,
      """
      1 A bid 5 @ 100 -> new 0/5
      2 B cancel 1 -> refused unknownOrder
      2 A cancel 1 -> canceled 0/0, x 1 5 requested
      2 A cancel 1 -> canceled 0/0 again
      3 A cancel 1 -> refused unknownOrder
      1 A bid 5 @ 100 -> canceled 0/0 again
      1 A bid 6 @ 100 -> refused duplicateClientOrderID
      """
    ),
    (
      "a refused order may come again under its id", .cancelTaker,
      """
      1 A bid 1001 @ 100 -> refused insufficientBalance
      1 A bid 1000 @ 100 -> new 0/1000
      2 A bid 1 @ 1 -> refused insufficientBalance
      3 A cancel 1 -> canceled 0/0, x 1 1000 requested
      2 A bid 1 @ 1 -> new 0/1
      """
    ),
    (
      "self-trade: the taker's rest is canceled", .cancelTaker,
      """
      1 B ask 2 @ 99 -> new 0/2
      2 A ask 5 @ 100 -> new 0/5
      3 A bid 9 @ 100 -> canceled 2/0, 1 2@99, x 3 7 selfTrade
      4 B ask 9 @ 100 -> new 0/9
      5 A bid 3 @ 100 fok -> canceled 0/0, x 5 3 fillOrKill
      book ->  | 14@100(2)
      """
    ),
    (
      "self-trade: the maker is canceled and the taker goes on", .cancelMaker,
      """
      1 A ask 5 @ 100 -> new 0/5
      2 B ask 5 @ 100 -> new 0/5
      3 A bid 6 @ 100 fok -> canceled 0/0, x 3 6 fillOrKill
      4 A bid 5 @ 100 fok -> filled 5/0, x 1 5 selfTrade, 2 5@100
      wallet A -> base 1005+0 quote 99500+0
      """
    ),
    (
      "self-trade: both are canceled", .cancelBoth,
      """
      1 A ask 5 @ 100 -> new 0/5
      2 B ask 5 @ 100 -> new 0/5
      3 A bid 6 @ 100 -> canceled 0/0, x 1 5 selfTrade, x 3 6 selfTrade
      wallet A -> base 1000+0 quote 100000+0
      book ->  | 5@100(1)
      """
    ),
  ]

  @Test(arguments: tables.indices)
  func `the book keeps its rules`(_ position: Int) throws {
    let (name, policy, table) = Self.tables[position]
    var script = try BookScript(policy)
    #expect(script.run(table) == table, "\(name)")
  }
}
