import Domain
import Matching
import Testing

/// How a random stream of commands is mixed.
struct Mix: Sendable, CustomTestStringConvertible {
  var name: String
  var accounts: Int
  var markets: Int
  /// Prices lie around 100 by at most this much.
  var spread: Int64
  var lotsMax: Int64
  /// What each account has of each asset at the start, in minor units.
  var balance: Int128
  /// Beyond so many open orders, cancels prevail.
  var openMax: Int
  /// Ids go through so many values of their low 14 bits; few bring them far apart.
  var lowValues: UInt64 = 16_384

  var testDescription: String { name }

  static let all: [Mix] = [
    Mix(
      name: "two accounts, one price", accounts: 2, markets: 1, spread: 0, lotsMax: 9,
      balance: 1_000_000, openMax: 40),
    Mix(
      name: "few accounts, narrow", accounts: 3, markets: 1, spread: 3, lotsMax: 20,
      balance: 10_000_000, openMax: 60),
    Mix(
      name: "many accounts, wide", accounts: 200, markets: 1, spread: 99, lotsMax: 50,
      balance: 100_000_000, openMax: 150),
    Mix(
      name: "tight wallets", accounts: 8, markets: 3, spread: 8, lotsMax: 30,
      balance: 40_000, openMax: 80),
    Mix(
      name: "all markets", accounts: 12, markets: 4, spread: 12, lotsMax: 15,
      balance: 5_000_000, openMax: 100),
    Mix(
      name: "amounts beyond 64 bits", accounts: 6, markets: 3, spread: 6, lotsMax: 20,
      balance: 1 << 62, openMax: 60),
    Mix(
      name: "ids far apart", accounts: 5, markets: 2, spread: 5, lotsMax: 12,
      balance: 3_000_000, openMax: 50, lowValues: 64),
  ]
}

/// Draws commands that meet the engine's every rule often.
struct CommandMixer {
  let mix: Mix
  var random: SplitMix64
  private var issued: UInt64 = 0
  private var history: [OrderCommand] = []

  init(_ mix: Mix, seed: UInt64) {
    self.mix = mix
    random = SplitMix64(seed: seed)
  }

  mutating func next(open: [ReferenceEngine.Order]) -> OrderCommand {
    let dice = draw(100)
    if dice < 7 && !history.isEmpty { return repetition() }
    var command: OrderCommand
    let cancels: UInt64 = open.count > mix.openMax ? 70 : 20
    if dice < 7 + cancels {
      command = .cancel(
        nextID(), account: account(), market: market(), target: ClientOrderID(sequence: 0))
      aim(&command, at: open)
      if draw(2) == 0 { command.side = .ask }
      if draw(2) == 0 { (command.price, command.quantity) = (Price(ticks: 0), .zero) }
    } else if dice < 15 + cancels {
      command = .amend(
        nextID(), account: account(), market: market(), target: ClientOrderID(sequence: 0),
        price: price(), quantity: quantity())
      aim(&command, at: open)
    } else {
      command = placement()
    }
    if draw(25) == 0 { spoil(&command) }
    history.append(command)
    return command
  }

  private mutating func placement() -> OrderCommand {
    var command = OrderCommand.limit(
      nextID(), account: account(), market: market(), draw(2) == 0 ? .bid : .ask,
      price: price(), quantity: quantity())
    switch draw(20) {
    case 0...1: command.type = .market
    case 2...4: command.timeInForce = .immediateOrCancel
    case 5...7: command.timeInForce = .fillOrKill
    case 8...9: command.isPostOnly = true
    default: break
    }
    if draw(40) == 0 { command.timeInForce = .fillOrKill }
    if draw(20) == 0 { command.target = nextID() }
    return command
  }

  /// Points a cancel or amendment at an open order, mostly with the right account and market.
  private mutating func aim(_ command: inout OrderCommand, at open: [ReferenceEngine.Order]) {
    if open.isEmpty || draw(12) == 0 {
      command.target = history.isEmpty ? command.id : pick(history).id
      return
    }
    let order = open[Int(draw(UInt64(open.count)))]
    command.target = ClientOrderID(sequence: order.id)
    if draw(20) != 0 { command.account = AccountIndex(order.account) }
    if draw(20) != 0 { command.market = MarketIndex(order.market) }
    switch draw(4) {
    case 0: command.price = Price(ticks: order.price)
    case 1:
      command.price = Price(ticks: order.price)
      let lots = order.filled + Int64(draw(UInt64(order.left) + 1))
      command.quantity = Quantity(lots: lots)
    default: break
    }
  }

  /// An earlier command again, sometimes with one thing changed.
  private mutating func repetition() -> OrderCommand {
    let isOld = draw(4) == 0
    var command = isOld ? pick(history) : pick(history.suffix(30))
    switch draw(12) {
    case 0: command.quantity = Quantity(lots: command.quantity.lots &+ 1)
    case 1: command.price = Price(ticks: command.price.ticks &+ 1)
    case 2: command.side = command.side.opposite
    case 3: command.account = account()
    case 4: command.target.sequence &+= 1
    default: break
    }
    return command
  }

  /// Makes one or two things of a command invalid.
  private mutating func spoil(_ command: inout OrderCommand) {
    for _ in 0...draw(2) {
      switch draw(10) {
      case 0: command.market = MarketIndex(mix.markets + 3)
      case 1: command.market = MarketIndex(-1)
      case 2: command.account = AccountIndex(mix.accounts)
      case 3: command.account = AccountIndex(-1)
      case 4: command.quantity = Quantity(lots: -Int64(draw(3)))
      case 5: command.price = Price(ticks: -Int64(draw(3)))
      case 6: command.price = Price(ticks: Int64.max)
      case 7: command.quantity = Quantity(lots: Int64.max)
      case 8: command.price = Price(ticks: draw(2) == 0 ? 89 : 111)
      default: command.isPostOnly = true
      }
    }
  }

  private mutating func nextID() -> ClientOrderID {
    defer { issued += 1 }
    return ClientOrderID(
      sequence: issued % mix.lowValues + issued / mix.lowValues * 16_384)
  }

  private mutating func account() -> AccountIndex {
    AccountIndex(Int(draw(UInt64(mix.accounts))))
  }

  private mutating func market() -> MarketIndex {
    MarketIndex(Int(draw(UInt64(mix.markets))))
  }

  private mutating func price() -> Price {
    let width = UInt64(2 * mix.spread + 1)
    return Price(ticks: 100 - mix.spread + Int64(draw(width)))
  }

  private mutating func quantity() -> Quantity {
    Quantity(lots: 1 + Int64(draw(UInt64(mix.lotsMax))))
  }

  private mutating func pick(_ commands: some RandomAccessCollection<OrderCommand>) -> OrderCommand
  {
    let offset = Int(draw(UInt64(commands.count)))
    return commands[commands.index(commands.startIndex, offsetBy: offset)]
  }

  private mutating func draw(_ bound: UInt64) -> UInt64 { random.next(below: bound) }
}
