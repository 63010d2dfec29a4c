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
  var index: OrderIndex
  var wallets: WalletTable
  /// The sequence of every command that was accepted.
  var seen: SeenSequences
  var recent: RecentResults
  var events: EventLog

  /// Makes an engine with empty books and wallets.
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
    self.selfTradePrevention = selfTradePrevention
    self.markets = Slab(count: markets.count) { MarketState(markets[$0], at: MarketIndex($0)) }
    books = OrderBooks(markets: markets.count, orderCapacity: orderCapacity)
    index = OrderIndex(orders: orderCapacity)
    wallets = WalletTable(
      accountCount: accountCount, assetCount: assetCount,
      isNarrow: Self.areNarrow(self.markets))
    seen = SeenSequences()
    recent = RecentResults()
    events = EventLog()
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
    return wallets.isNarrow ? execute(command, Int64.self) : execute(command, Int128.self)
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
    if wallets.isNarrow {
      for place in commands.indices {
        answers[place] = execute(commands[place], Int64.self)
      }
    } else {
      for place in commands.indices { answers[place] = execute(commands[place], Int128.self) }
    }
  }

  /// Carries out commands one after the other and keeps the events of all of them, which tell
  /// everything but what repeats are answered.
  public mutating func submit(_ commands: [OrderCommand]) {
    events.clear()
    let commands = commands.span
    var place = 0
    while place < commands.count {
      let end = min(place + Self.block, commands.count)
      prefetch(commands, place..<end)
      if wallets.isNarrow {
        while place < end {
          _ = execute(commands[place], Int64.self)
          place &+= 1
        }
      } else {
        while place < end {
          _ = execute(commands[place], Int128.self)
          place &+= 1
        }
      }
    }
  }

  /// Number of events that the last submission caused.
  public var eventCount: Int { events.count }

  /// One event of the last submission; `position` must lie in `0..<eventCount`.
  public func event(at position: Int) -> MatchingEvent { events[position] }

  /// Lets `body` read the events of the last submission, in the order of their occurrence.
  public func withEvents(_ body: (Span<MatchingEvent>) -> Void) { events.withSpan(body) }
}

extension MatchingEngine {
  // What a command passes through is inlined into one loop: commands and reports have so many parts
  // that handing them from function to function costs more than what the functions do.

  @inline(__always)
  private mutating func execute<Units: LedgerUnits>(
    _ command: OrderCommand, _ width: Units.Type
  ) -> OrderReport {
    if seen.contains(command.id.sequence) { return answerRepeat(command) }
    guard UInt32(bitPattern: command.market.value) < UInt32(truncatingIfNeeded: markets.count)
    else { return refuse(command, .unknownMarket) }
    guard
      UInt32(bitPattern: command.account.value) < UInt32(truncatingIfNeeded: wallets.accountCount)
    else { return refuse(command, .unknownAccount) }
    switch command.kind {
    case .place: return place(command, width)
    case .cancel: return cancel(command, width)
    case .amend: return amend(command, width)
    }
  }

  @inline(never)
  mutating func refuse(_ command: OrderCommand, _ reason: RefusalReason) -> OrderReport {
    events.append(.rejected(command, reason))
    return OrderReport(status: .rejected, refusal: reason)
  }

  /// Answers a command whose id was accepted before; nothing changes.
  @inline(never)
  mutating func answerRepeat(_ command: OrderCommand) -> OrderReport {
    let fingerprint = command.fingerprint
    let slot = index.find(command.id, in: books.orders)
    if slot != .none {
      return books.orders[slot].fingerprint == fingerprint
        ? report(of: slot).repeated : refuse(command, .duplicateClientOrderID)
    }
    guard let result = recent.find(command.id) else { return OrderReport.forgotten.repeated }
    return result.fingerprint == fingerprint
      ? OrderReport(result).repeated : refuse(command, .duplicateClientOrderID)
  }
}
