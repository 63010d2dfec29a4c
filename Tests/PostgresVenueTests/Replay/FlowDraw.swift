import Domain
import Matching

/// Draws commands of every kind on the compared markets, amendments among them; no id twice.
struct FlowDraw {
  let accounts: Int
  private var random: SplitMix64
  private var issued: UInt64 = 0
  private var placed: [OrderCommand] = []

  init(accounts: Int, seed: UInt64) {
    self.accounts = accounts
    random = SplitMix64(seed: seed)
  }

  mutating func next() -> OrderCommand {
    let dice = draw(100)
    guard dice < 40, !placed.isEmpty else { return placement() }
    let recent = placed.suffix(40)
    let place = recent.startIndex + Int(draw(UInt64(recent.count)))
    let target = recent[place]
    let account = draw(15) == 0 ? self.account() : target.account
    let market = draw(25) == 0 ? self.market() : target.market
    if dice < 12 {
      return .cancel(nextID(), account: account, market: market, target: target.id)
    }
    var command = OrderCommand.amend(
      nextID(), account: account, market: market, target: target.id,
      price: draw(2) == 0 ? target.price : price(),
      quantity: Quantity(lots: 1 + Int64(draw(draw(3) == 0 ? 25 : UInt64(target.quantity.lots)))))
    command.side = target.side
    switch draw(30) {
    case 0: command.price = Price(ticks: draw(2) == 0 ? 0 : .max)
    case 1: command.quantity = Quantity(lots: draw(2) == 0 ? 0 : .max)
    default: break
    }
    // What it becomes if it is taken, so that a later amendment can ask for the same price.
    placed[place].price = command.price
    return command
  }

  private mutating func placement() -> OrderCommand {
    var command = OrderCommand.limit(
      nextID(), account: account(), market: market(), draw(2) == 0 ? .bid : .ask, price: price(),
      quantity: Quantity(lots: 1 + Int64(draw(20))))
    switch draw(16) {
    case 0: command.type = .market
    case 1: command.timeInForce = .immediateOrCancel
    case 2: command.timeInForce = .fillOrKill
    case 3...5: command.isPostOnly = true
    default: break
    }
    placed.append(command)
    return command
  }

  private mutating func nextID() -> ClientOrderID {
    defer { issued += 1 }
    return ClientOrderID(sequence: issued)
  }

  private mutating func price() -> Price { Price(ticks: 96 + Int64(draw(9))) }
  private mutating func account() -> AccountIndex { AccountIndex(Int(draw(UInt64(accounts)))) }
  private mutating func market() -> MarketIndex {
    let dice = draw(20)
    return MarketIndex(dice == 0 ? 3 : dice < 6 ? 2 : dice < 12 ? 1 : 0)
  }

  private mutating func draw(_ bound: UInt64) -> UInt64 { random.next(below: max(1, bound)) }
}
