import Testing

@testable import PostgresVenue

/// What can be said of a refusal for want of balance, given when the transactions around it began.
@Suite("Wallets over time") struct WalletHistoryTests {
  typealias Event = WalletHistory.Event

  /// Lane 0 trades on market 0 and 1, lane 1 on market 2.
  static func event(
    _ begun: Int64, market: Int?, number: UInt64? = nil, slot: UInt64? = nil, _ amount: Int128
  ) -> Event {
    Event(
      begun: begun, market: market, number: number, lane: slot == nil ? nil : market == 2 ? 1 : 0,
      slot: slot, amount: amount)
  }

  static let funds = event(.min, market: nil, 100)

  /// What happened around a refusal at 50 that needed 80: command 5 of market 0, by slot 12.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let changes: [Event]
    let finding: WalletHistory.Finding

    init(_ name: String, _ changes: [Event], _ finding: WalletHistory.Finding) {
      testDescription = name
      self.changes = changes
      self.finding = finding
    }
  }

  static let cases = [
    Case("nothing", [], .justified),
    Case("funds from before the run", [funds], .unjustified(available: 100)),
    Case(
      "a command before it on its market",
      [funds, event(60, market: 0, number: 4, slot: 9, -50)], .justified),
    Case(
      "a command behind it on its market",
      [funds, event(40, market: 0, number: 6, slot: 9, -50)], .unjustified(available: 100)),
    Case(
      "its lane before it, on another market",
      [funds, event(40, market: 1, number: 7, slot: 3, -50)], .justified),
    Case(
      "an earlier slot of its batch", [funds, event(50, market: 1, number: 7, slot: 11, -50)],
      .justified),
    Case(
      "a later slot of its batch", [funds, event(50, market: 1, number: 7, slot: 13, -50)],
      .unjustified(available: 100)),
    Case(
      "another lane at the same time", [funds, event(45, market: 2, number: 7, slot: 40, -50)],
      .open),
    Case(
      "another lane, which went on before it",
      [
        funds, event(40, market: 2, number: 7, slot: 40, -50),
        event(48, market: 2, number: 8, slot: 41, -1),
      ], .justified),
    Case(
      "another lane, when its own had gone on",
      [
        funds, event(55, market: 0, number: 6, slot: 14, 1),
        event(56, market: 2, number: 8, slot: 41, -50),
      ], .unjustified(available: 100)),
    Case("somebody else about then", [funds, event(60, market: nil, -50)], .open),
    Case("somebody else long before", [funds, event(-1000, market: nil, -50)], .justified),
    Case(
      "somebody else long after", [funds, event(1000, market: nil, -50)],
      .unjustified(available: 100)),
    Case("what cannot help", [event(45, market: 2, number: 7, slot: 40, 50)], .justified),
  ]

  @Test("is judged", arguments: cases)
  func judged(_ example: Case) {
    var history = WalletHistory(durationMax: 100)
    for change in example.changes.sorted(by: { $0.begun < $1.begun }) { history.append(change) }
    let refusal = Self.event(50, market: 0, number: 5, slot: 12, 80)
    #expect(history.judge(refusal) == example.finding)
  }
}
