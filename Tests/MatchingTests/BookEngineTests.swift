import Domain
import Matching
import Testing

/// Books without a ledger do what the whole engine's books do.
@Suite struct BookEngineTests {
  @Test func `an order trades, rests and goes`() {
    var books = BookEngine(markets: 2)
    #expect(books.place(1, market: 1, .ask, ticks: 100, lots: 5, rests: true) == 5)
    #expect(books.place(2, market: 1, .ask, ticks: 101, lots: 5, rests: true) == 5)
    #expect(books.bestTicks(market: 1, .ask) == 100)
    #expect(books.bestTicks(market: 0, .ask) == nil)
    #expect(books.place(3, market: 1, .bid, ticks: 101, lots: 7, rests: true) == 0)
    var executions: [BookEngine.Execution] = []
    books.withExecutions { all in for place in all.indices { executions.append(all[place]) } }
    #expect(executions.map(\.maker) == [1, 2])
    #expect(executions.map(\.lots) == [5, 2])
    #expect(executions.map(\.ticks) == [100, 101])
    #expect(books.lots(market: 1, .ask, ticks: 101) == 3)
    #expect(books.lots(market: 1, .bid, ticks: 101) == 0)
    #expect(books.place(4, market: 1, .bid, ticks: 100, lots: 1, rests: false) == 1)
    #expect(books.openOrderCount == 1)
    let canceled = books.cancel(2)
    #expect(canceled?.lots == 3 && canceled?.ticks == 101 && canceled?.side == .ask)
    #expect(books.cancel(2) == nil)
    #expect(books.openOrderCount == 0)
  }
}
