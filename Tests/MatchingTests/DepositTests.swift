import Domain
import Matching
import Testing

/// Money comes and goes between orders.
@Suite struct DepositTests {
  private let account = AccountIndex(0)
  private let asset = AssetIndex(1)

  @Test func `what is available can be withdrawn, and no more`() throws {
    var engine = try RefusalTests.engine()
    let before = engine.wallet(account, asset)
    let market = MarketIndex(0)
    let order = OrderCommand.limit(
      ClientOrderID(sequence: 1), account: account, market: market, .bid,
      price: Price(ticks: 100), quantity: Quantity(lots: 1))
    #expect(engine.submit(order).status == .new)
    let free = engine.wallet(account, asset).available
    #expect(free < before.available)

    let tooMuch = engine.withdraw(free + Amount(minorUnits: 1), account: account, asset: asset)
    #expect(!tooMuch)
    #expect(engine.wallet(account, asset).available == free)
    let all = engine.withdraw(free, account: account, asset: asset)
    #expect(all)
    #expect(engine.wallet(account, asset).available == .zero)
    #expect(engine.wallet(account, asset).locked == before.available - free)
    #expect(engine.checkInvariants() == [])
    engine.deposit(free, account: account, asset: asset)
    #expect(engine.wallet(account, asset).available == free)
  }

  @Test func `a deposit beyond 64 bits changes nothing but the room`() throws {
    var engine = try RefusalTests.engine()
    let before = engine.wallet(account, asset).available
    let large = Amount(minorUnits: 1 << 100)
    engine.deposit(large, account: account, asset: asset)
    #expect(engine.wallet(account, asset).available == before + large)
    let isDone = engine.withdraw(large, account: account, asset: asset)
    #expect(isDone)
    #expect(engine.wallet(account, asset).available == before)
    #expect(engine.checkInvariants() == [])
  }
}
