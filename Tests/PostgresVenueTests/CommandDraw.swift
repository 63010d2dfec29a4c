import Domain
import Matching
import Testing

/// Draws commands that meet every rule of the book often, in batches.
struct CommandDraw {
  /// How a stream of commands is mixed.
  struct Mix: Sendable, CustomTestStringConvertible {
    var name: String
    var accounts: Int
    var balance: Int128
    /// Prices lie around 100 by at most this much.
    var spread: Int64
    /// Most commands in one call.
    var batchMax: Int
    var steps: Int

    var testDescription: String { name }

    static let all = [
      Mix(
        name: "one by one", accounts: 5, balance: 30_000, spread: 3, batchMax: 1, steps: 600),
      Mix(
        name: "small batches", accounts: 4, balance: 100_000, spread: 2, batchMax: 6, steps: 250),
      Mix(
        name: "large batches", accounts: 12, balance: 200_000, spread: 9, batchMax: 60, steps: 60),
      Mix(
        name: "tight wallets", accounts: 8, balance: 9_000, spread: 6, batchMax: 25, steps: 100),
    ]
  }

  private let mix: Mix
  private var random: SplitMix64
  private var issued: UInt64 = 0
  private var placed: [OrderCommand] = []

  init(_ mix: Mix, seed: UInt64) {
    self.mix = mix
    random = SplitMix64(seed: seed)
  }

  /// The next commands; no id twice among them. A repeat comes alone: it is answered with the standing
  /// behind its whole batch.
  mutating func batch() -> [OrderCommand] {
    if draw(8) == 0 && !placed.isEmpty {
      return [repetition(of: placed[Int(draw(UInt64(placed.count)))])]
    }
    var commands: [OrderCommand] = []
    for _ in 0...draw(UInt64(mix.batchMax)) {
      commands.append(next())
      placed.append(commands[commands.count - 1])
    }
    return commands
  }

  private mutating func next() -> OrderCommand {
    if draw(100) < 18 && !placed.isEmpty {
      let recent = placed.suffix(60)
      let target = recent[recent.startIndex + Int(draw(UInt64(recent.count)))]
      let isStranger = draw(12) == 0
      return .cancel(
        nextID(), account: isStranger ? account() : target.account,
        market: draw(25) == 0 ? market() : target.market, target: target.id)
    }
    var command = placement()
    if draw(20) == 0 { spoil(&command) }
    return command
  }

  private mutating func placement() -> OrderCommand {
    var command = OrderCommand.limit(
      nextID(), account: account(), market: market(), draw(2) == 0 ? .bid : .ask,
      price: Price(ticks: 100 - mix.spread + Int64(draw(UInt64(2 * mix.spread + 1)))),
      quantity: Quantity(lots: 1 + Int64(draw(20))))
    switch draw(16) {
    case 0: command.type = .market
    case 1...2: command.timeInForce = .immediateOrCancel
    case 3...4: command.timeInForce = .fillOrKill
    case 5: command.isPostOnly = true
    default: break
    }
    return command
  }

  private mutating func repetition(of earlier: OrderCommand) -> OrderCommand {
    var command = earlier
    switch draw(6) {
    case 0 where command.kind == .place:
      command.quantity = Quantity(lots: command.quantity.lots &+ 1)
    case 1: command.account = account()
    default: break
    }
    return command
  }

  private mutating func spoil(_ command: inout OrderCommand) {
    switch draw(8) {
    case 0: command.market = MarketIndex(9)
    case 1: command.market = MarketIndex(-1)
    case 2: command.account = AccountIndex(mix.accounts)
    case 3: command.quantity = Quantity(lots: -Int64(draw(2)))
    case 4: command.price = Price(ticks: -Int64(draw(2)))
    case 5: command.price = Price(ticks: .max)
    case 6: command.quantity = Quantity(lots: .max)
    default:
      command.isPostOnly = true
      command.timeInForce = .fillOrKill
    }
  }

  private mutating func nextID() -> ClientOrderID {
    defer { issued += 1 }
    return ClientOrderID(sequence: issued)
  }

  private mutating func account() -> AccountIndex { AccountIndex(Int(draw(UInt64(mix.accounts)))) }

  private mutating func market() -> MarketIndex {
    let dice = draw(20)
    return MarketIndex(dice == 0 ? 3 : dice < 6 ? 2 : dice < 12 ? 1 : 0)
  }

  private mutating func draw(_ bound: UInt64) -> UInt64 { random.next(below: bound) }
}
