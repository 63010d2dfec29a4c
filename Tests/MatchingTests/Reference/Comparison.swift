import Domain
import Matching
import Testing

/// The engine and the reference side by side, under the same commands.
struct Comparison: ~Copyable {
  let markets: [Market]
  let accounts: Int
  let policy: SelfTradePrevention
  var engine: MatchingEngine
  var reference: ReferenceEngine
  var mixer: CommandMixer
  var deposited: [Int128]
  /// Which kind of report the last command got.
  var answer: String?

  init(_ mix: Mix, _ policy: SelfTradePrevention, seed: UInt64) throws {
    markets = Array(try TestMarkets.all().prefix(mix.markets))
    accounts = mix.accounts
    self.policy = policy
    engine = MatchingEngine(
      markets: markets, accountCount: accounts, assetCount: TestMarkets.assetCount,
      selfTradePrevention: policy)
    reference = ReferenceEngine(markets: markets, accountCount: accounts, policy: policy)
    mixer = CommandMixer(mix, seed: seed)
    deposited = Array(repeating: 0, count: TestMarkets.assetCount)
    for account in 0..<accounts {
      for asset in 0..<TestMarkets.assetCount {
        deposit(mix.balance, account: account, asset: asset)
      }
    }
  }

  mutating func deposit(_ units: Int128, account: Int, asset: Int) {
    engine.deposit(
      Amount(minorUnits: units), account: AccountIndex(account), asset: AssetIndex(asset))
    reference.available[.init(account: account, asset: asset), default: 0] += units
    deposited[asset] += units
  }

  /// Submits the next random command to both; returns what differs, or nil.
  mutating func step() -> String? {
    let command = mixer.next(open: reference.open)
    reference.events.removeAll(keepingCapacity: true)
    let expected = reference.submit(command)
    let actual = engine.submit(command)
    answer =
      "\(actual.status.name) filled \(actual.cumulative > .zero) "
      + "repeat \(actual.isRepeat) complete \(actual.isComplete)"
    if actual != expected { return "\(command): \(actual), expected \(expected)" }
    return eventDifference().map { "\(command): \($0)" }
  }

  /// Submits `count` random commands to the engine at once.
  mutating func stepBatch(_ count: Int) -> String? {
    var commands: [OrderCommand] = []
    var expected: [OrderReport] = []
    reference.events.removeAll(keepingCapacity: true)
    for _ in 0..<count {
      commands.append(mixer.next(open: reference.open))
      expected.append(reference.submit(commands[commands.count - 1]))
    }
    var reports = [OrderReport(status: .new)]
    engine.submit(commands, reports: &reports)
    if reports != expected { return "reports of a batch: \(reports), expected \(expected)" }
    return eventDifference()
  }

  /// Submits `count` random commands to the engine at once, without asking for reports.
  mutating func stepEventsOnly(_ count: Int) -> String? {
    var commands: [OrderCommand] = []
    reference.events.removeAll(keepingCapacity: true)
    for _ in 0..<count {
      commands.append(mixer.next(open: reference.open))
      _ = reference.submit(commands[commands.count - 1])
    }
    engine.submit(commands)
    return eventDifference()
  }

  /// Replaces the engine by one that was restored from its encoded state.
  mutating func restore() throws -> String? {
    let bytes = engine.encodedState()
    let hash = engine.stateHash()
    engine = try MatchingEngine(
      decoding: bytes, markets: markets, accountCount: accounts,
      assetCount: TestMarkets.assetCount, selfTradePrevention: policy)
    if engine.stateHash() != hash { return "the state hash differs after restoring" }
    return engine.encodedState() == bytes ? nil : "the encoded state differs after restoring"
  }

  /// The events of the last submission.
  var engineEvents: [MatchingEvent] { (0..<engine.eventCount).map { engine.event(at: $0) } }

  private func eventDifference() -> String? {
    let actual = engineEvents.map { ReferenceEvent($0) }
    return actual == reference.events ? nil : "events \(actual), expected \(reference.events)"
  }

  /// Compares books, wallets and tapes, and checks the engine's own invariants.
  func stateDifference() -> String? {
    for market in markets.indices {
      for side in Side.allCases {
        if let difference = bookDifference(market, side) { return difference }
      }
      let sequence = engine.lastFillSequence(MarketIndex(market))
      if sequence != reference.fillCount[market] ?? 0 { return "fill sequence \(sequence)" }
    }
    return openOrderDifference() ?? walletDifference() ?? engine.checkInvariants().first
  }

  private func bookDifference(_ market: Int, _ side: Side) -> String? {
    var levels: [DepthLevel] = []
    for order in reference.queue(market, side) {
      if let last = levels.last, last.price.ticks == order.price {
        levels[levels.count - 1] = DepthLevel(
          price: last.price, quantity: last.quantity + Quantity(lots: order.left),
          orderCount: last.orderCount + 1)
      } else {
        levels.append(
          DepthLevel(
            price: Price(ticks: order.price), quantity: Quantity(lots: order.left), orderCount: 1))
      }
    }
    let actual = engine.depth(MarketIndex(market), side, levels: Int.max)
    if actual != levels { return "market \(market) \(side): \(actual), expected \(levels)" }
    let best = engine.bestPrice(MarketIndex(market), side)
    return best == levels.first?.price ? nil : "market \(market) \(side): best \(best as Any)"
  }

  private func openOrderDifference() -> String? {
    var actual: [OpenOrder] = []
    engine.forEachOpenOrder { actual.append($0) }
    var expected: [ReferenceEngine.Order] = []
    for market in markets.indices {
      for side in Side.allCases { expected += reference.queue(market, side) }
    }
    if actual.count != expected.count || actual.count != engine.openOrderCount {
      return "\(actual.count) open orders, expected \(expected.count)"
    }
    for (left, right) in zip(actual, expected) where !isSame(left, right) {
      return "open order \(left), expected \(right)"
    }
    return nil
  }

  private func isSame(_ left: OpenOrder, _ right: ReferenceEngine.Order) -> Bool {
    left.id.sequence == right.id && left.account.position == right.account
      && left.market.position == right.market && left.side == right.side
      && left.price.ticks == right.price && left.quantity.lots == right.total
      && left.cumulative.lots == right.filled && left.leaves.lots == right.left
      && left.isPostOnly == right.isPostOnly
      && engine.find(left.id) == reference.find(right.id)
  }

  private func walletDifference() -> String? {
    for asset in 0..<TestMarkets.assetCount {
      var total: Int128 = 0
      for account in 0..<accounts {
        let wallet = engine.wallet(AccountIndex(account), AssetIndex(asset))
        let key = ReferenceEngine.Key(account: account, asset: asset)
        let available = reference.available[key] ?? 0
        let locked = reference.locked[key] ?? 0
        if wallet.available.minorUnits != available || wallet.locked.minorUnits != locked {
          return "account \(account) asset \(asset): \(wallet), expected \(available) + \(locked)"
        }
        total += available + locked
      }
      if total != deposited[asset] { return "asset \(asset): \(total) of \(deposited[asset])" }
    }
    return nil
  }
}
