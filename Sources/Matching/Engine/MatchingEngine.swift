public import Domain

/// An exchange in memory: books with price-time priority, wallets, events, and idempotent commands.
///
/// One writer owns it; it has no clock and no randomness, so equal commands give equal states.
///
/// - Trading: an order trades against the best opposite price first, and at one price against the
///   order that came first, always at the resting order's price.
/// - Money: placing moves what the order may cost from `available` to `locked`; a fill settles both
///   sides at once, and what a bid saves against its limit is available again at once. Nothing can
///   be spent twice, so settlement cannot fail.
/// - Refusals are values. Where several reasons apply, the first in the order of `RefusalReason`'s
///   cases is given. A refused command leaves no trace; its id may be used again.
/// - Repeats: a command whose id was accepted before has no second effect. With the same content it
///   is answered with the present standing; with other content it is refused.
///
/// Memory: a record per open order and one bit per client order sequence up to the highest used, so
/// sequences should be dense. After warm-up a command allocates nothing.
public struct MatchingEngine: ~Copyable, Sendable {
  /// What happens when an order meets another of the same account.
  public let selfTradePrevention: SelfTradePrevention
  var markets: Slab<MarketState>
  var books: OrderBooks
  var wallets: WalletTable
  /// The sequence of every command that was accepted.
  var seen: SeenSequences
  var recent: RecentResults
  var events: EventLog
  /// The engine laid open for single commands, or nothing; see `LaidOpen`.
  var laidOpen = LaidOpen()

  /// The most wallets there may be, one for each account and asset: orders name theirs in 32 bits.
  public static var walletCountMax: Int { Int(UInt32.max) }

  /// Makes an engine with empty books and wallets, of which there may be `walletCountMax`.
  ///
  /// - Parameters:
  ///   - markets: the markets; orders name them by position.
  ///   - accountCount: accounts have the indices `0..<accountCount`.
  ///   - assetCount: assets have the indices `0..<assetCount`; every market's assets are among them.
  ///   - selfTradePrevention: what happens when an order meets another of the same account.
  ///   - orderCapacity: how many orders may rest before memory is asked for again. No limit.
  public init(
    markets: [Market], accountCount: Int, assetCount: Int,
    selfTradePrevention: SelfTradePrevention, orderCapacity: Int = 4096
  ) {
    for market in markets {
      precondition(
        max(market.base.position, market.quote.position) < assetCount,
        "market \(market.id) trades an asset that does not exist")
    }
    precondition(
      markets.count <= RecentResults.marketCountMax, "more markets than results can name")
    self.selfTradePrevention = selfTradePrevention
    self.markets = Slab(count: markets.count) { MarketState(markets[$0], at: MarketIndex($0)) }
    books = OrderBooks(markets: markets.count, orderCapacity: orderCapacity)
    wallets = WalletTable(
      accountCount: accountCount, assetCount: assetCount,
      isNarrow: Self.areNarrow(self.markets))
    seen = SeenSequences()
    recent = RecentResults()
    events = EventLog()
    for position in 0..<books.ladderCount {
      books.ladders[position].setTerms(self.markets[position / 2])
    }
  }

  /// Whether the units of all markets fit into 64 bits.
  static func areNarrow(_ markets: borrowing Slab<MarketState>) -> Bool {
    for position in 0..<markets.count where !markets[position].isNarrow { return false }
    return true
  }

  /// Number of accounts.
  public var accountCount: Int { wallets.accountCount }

  /// Number of assets.
  public var assetCount: Int { wallets.assetCount }

  /// Number of markets.
  public var marketCount: Int { markets.count }

  /// Carries out one command. Its events replace those of the commands before. O(1), and O(1)
  /// for every fill.
  public mutating func submit(_ command: OrderCommand) -> OrderReport {
    events.clear()
    return wallets.isNarrow ? runOne(command) : runOne(command, Int128.self)
  }

  /// Carries out commands one after the other, keeps the events of all of them, and puts one report
  /// for each into `reports`, in place of what was there.
  public mutating func submit(_ commands: [OrderCommand], reports: inout [OrderReport]) {
    events.clear()
    if reports.count != commands.count {
      reports = Array(repeating: OrderReport(status: .new), count: commands.count)
    }
    let commands = commands.span
    var answers = reports.mutableSpan
    var next = 0
    var place = 0
    while place < commands.count {
      let end = min(place + Self.block, commands.count)
      if wallets.isNarrow {
        run(commands, place..<end, Int64.self) {
          answers[next] = $0
          next &+= 1
        }
      } else {
        run(commands, place..<end, Int128.self) {
          answers[next] = $0
          next &+= 1
        }
      }
      place = end
    }
  }

  /// Carries out commands one after the other and keeps the events of all of them, which tell
  /// everything but what repeats are answered.
  public mutating func submit(_ commands: [OrderCommand]) { submit(commands.span) }

  /// The same for commands that stand anywhere.
  public mutating func submit(_ commands: Span<OrderCommand>) {
    events.clear()
    var place = 0
    while place < commands.count {
      let end = min(place + Self.block, commands.count)
      if wallets.isNarrow {
        run(commands, place..<end, Int64.self) { _ in }
      } else {
        run(commands, place..<end, Int128.self) { _ in }
      }
      place = end
    }
  }

  /// Number of events that the last submission caused.
  public var eventCount: Int { events.count }

  /// One event of the last submission; `position` must lie in `0..<eventCount`.
  public func event(at position: Int) -> MatchingEvent { events[position] }

  /// Lets `body` read the events of the last submission, in the order of their occurrence.
  public func withEvents(_ body: (Span<MatchingEvent>) -> Void) { events.withSpan(body) }

  /// Lets `body` read the events of the last submission, and the positions of the fills among them: who
  /// wants fills alone need not look at every event.
  public func withEventsAndFills(_ body: (Span<MatchingEvent>, _ fills: Span<Int32>) -> Void) {
    events.withSpans(body)
  }
}
