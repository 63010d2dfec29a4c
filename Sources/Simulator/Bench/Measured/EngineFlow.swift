import Domain
import Matching

/// Seeded order flow for one engine: commands that keep about so many orders resting.
///
/// Of the commands about a tenth take (immediate-or-cancel, across the spread), the rest place orders
/// in 200 prices on either side or cancel a random resting one, more of what brings the number of
/// resting orders back to the aim. An engine that executes each command as it is made tells which
/// orders are open, so that no cancel comes too late.
struct EngineFlow {
  /// All commands, those that fill the book first.
  private(set) var commands: [OrderCommand] = []
  /// How many of them fill the book.
  let warmUpCount: Int
  /// What an engine looks like that executed all.
  let stateHash: StableHash
  /// Orders resting then.
  let openOrderCount: Int
  /// Fills on the way, behind the warm-up.
  let fillCount: UInt64

  private static let accountCount = 100
  private static let middle: Int64 = 5_000_000
  private static let depth: UInt64 = 200

  /// Makes `count` commands behind those that let `resting` orders rest.
  init(count: Int, resting: Int, seed: UInt64) throws {
    var maker = Maker(aim: resting, seed: seed, engine: try Self.engine())
    while maker.open.count < resting { commands.append(maker.next(takes: false)) }
    warmUpCount = commands.count
    let fillsBefore = maker.engine.lastFillSequence(MarketIndex(0))
    for _ in 0..<count { commands.append(maker.next(takes: true)) }
    stateHash = maker.engine.stateHash()
    openOrderCount = maker.engine.openOrderCount
    fillCount = maker.engine.lastFillSequence(MarketIndex(0)) - fillsBefore
  }

  /// An engine with one market and rich accounts.
  static func engine() throws -> MatchingEngine {
    let market = try Market(
      id: "BTC/USD", base: AssetIndex(0), baseDecimals: 8, quote: AssetIndex(1), quoteDecimals: 6,
      tickSize: ExactDecimal(significand: 1, scale: 2),
      lotSize: ExactDecimal(significand: 1, scale: 4),
      referencePrice: ExactDecimal(significand: 50_000, scale: 0))
    var engine = MatchingEngine(
      markets: [market], accountCount: accountCount, assetCount: 2,
      selfTradePrevention: .cancelTaker)
    for account in 0..<accountCount {
      for asset in 0..<2 {
        engine.deposit(
          Amount(minorUnits: 1 << 80), account: AccountIndex(account), asset: AssetIndex(asset))
      }
    }
    return engine
  }

  /// Makes commands one by one.
  private struct Maker: ~Copyable {
    let aim: Int
    var engine: MatchingEngine
    var random: SplitMix64
    /// Resting orders, in no order.
    var open: [OpenEntry] = []
    /// Where each stands in `open`, by sequence.
    var places: [UInt64: Int] = [:]
    var sequence: UInt64 = 0

    struct OpenEntry {
      let id: ClientOrderID
      let account: AccountIndex
    }

    init(aim: Int, seed: UInt64, engine: consuming MatchingEngine) {
      self.aim = aim
      self.engine = engine
      random = SplitMix64(seed: seed)
    }

    mutating func next(takes: Bool) -> OrderCommand {
      let draw = random.next(below: 100 as UInt64)
      let command: OrderCommand
      if takes && draw < 10 {
        command = take()
      } else if takes && draw < (open.count > aim ? 70 : 20) && !open.isEmpty {
        command = cancel()
      } else {
        command = rest()
      }
      follow(command, engine.submit(command))
      return command
    }

    private mutating func nextID() -> ClientOrderID {
      defer { sequence += 1 }
      return ClientOrderID(sequence: sequence)
    }

    private mutating func account() -> AccountIndex {
      AccountIndex(Int(random.next(below: UInt64(EngineFlow.accountCount))))
    }

    private mutating func quantity(below lots: UInt64) -> Quantity {
      Quantity(lots: Int64(random.next(below: lots)) + 1)
    }

    private mutating func rest() -> OrderCommand {
      let side: Side = random.next() >> 63 == 0 ? .bid : .ask
      let distance = Int64(random.next(below: EngineFlow.depth)) + 1
      let price = EngineFlow.middle + (side == .bid ? -distance : distance)
      return .limit(
        nextID(), account: account(), market: MarketIndex(0), side, price: Price(ticks: price),
        quantity: quantity(below: 100))
    }

    private mutating func take() -> OrderCommand {
      let side: Side = random.next() >> 63 == 0 ? .bid : .ask
      let reach = Int64(EngineFlow.depth)
      let price = EngineFlow.middle + (side == .bid ? reach : -reach)
      return .limit(
        nextID(), account: account(), market: MarketIndex(0), side, price: Price(ticks: price),
        quantity: quantity(below: 300),
        timeInForce: .immediateOrCancel)
    }

    private mutating func cancel() -> OrderCommand {
      let entry = open[Int(random.next(below: UInt64(open.count)))]
      return .cancel(
        nextID(), account: entry.account, market: MarketIndex(0), target: entry.id)
    }

    private mutating func follow(_ command: OrderCommand, _ report: OrderReport) {
      for place in 0..<engine.eventCount {
        let event = engine.event(at: place)
        switch event.kind {
        case .fill:
          guard let maker = event.fill?.maker else { continue }
          if engine.find(maker)?.status.isOpen != true { forget(maker) }
        case .canceled: forget(event.order)
        default: break
        }
      }
      guard command.kind == .place, report.status.isOpen else { return }
      places[command.id.sequence] = open.count
      open.append(OpenEntry(id: command.id, account: command.account))
    }

    private mutating func forget(_ id: ClientOrderID) {
      guard let place = places.removeValue(forKey: id.sequence) else { return }
      let last = open.removeLast()
      guard place < open.count else { return }
      open[place] = last
      places[last.id.sequence] = place
    }
  }
}
