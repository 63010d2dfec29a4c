import Domain

/// Which two accounts form a pair: pure arithmetic on the pair's number within its schedule.
///
/// Slots of a schedule are dealt to the accounts in rounds, even slots bid and odd slots ask. With
/// alternating sides, the deal is shifted by one account each round when the number of accounts is
/// even; when it is odd, the odd round length shifts the parity by itself. Either way every account
/// changes sides from round to round and meets both neighbours. Without alternation, accounts at
/// even positions bid and those at odd positions ask; the last of an odd number takes turns.
struct AccountPairing: Sendable {
  let accountCount: UInt64
  let alternatesSides: Bool
  let rule: Rule
  let seed: UInt64
  /// Pairs until every account had its turn: one round, or two rounds of an odd number.
  let window: UInt64

  enum Rule: Hashable, Sendable {
    case sequentialNext
    case any
    case matchWith(UInt64)
  }

  init(accountCount: Int, alternatesSides: Bool, rule: Rule, seed: UInt64) {
    precondition(accountCount >= 2, "fewer than two accounts")
    self.accountCount = UInt64(accountCount)
    self.alternatesSides = alternatesSides
    self.rule = rule
    self.seed = seed
    switch rule {
    case .matchWith: window = self.accountCount - 1
    case .any, .sequentialNext:
      window = self.accountCount % 2 == 0 ? self.accountCount / 2 : self.accountCount
    }
  }

  /// Pairs of one schedule in which every account trades `trades` times. When the product is odd,
  /// the last account trades once less. Nil when it does not fit into 63 bits.
  func pairCount(tradesPerAccount trades: UInt64) -> UInt64? {
    let factor: UInt64
    if case .matchWith = rule { factor = accountCount - 1 } else { factor = accountCount }
    let (product, overflow) = factor.multipliedReportingOverflow(by: trades)
    guard !overflow, product < 1 << 62 else { return nil }
    if case .matchWith = rule { return product }
    return product / 2
  }

  /// The accounts that bid and ask in pair number `pair` of a schedule.
  @inline(__always)
  func accounts(ofPair pair: UInt64) -> (bid: AccountIndex, ask: AccountIndex) {
    switch rule {
    case .sequentialNext:
      return (AccountIndex(Int(bidder(pair))), AccountIndex(Int(asker(pair))))
    case .any:
      return (AccountIndex(Int(bidder(pair))), AccountIndex(Int(asker(turned(pair)))))
    case .matchWith(let center):
      return around(center, pair)
    }
  }

  private func around(_ center: UInt64, _ pair: UInt64) -> (AccountIndex, AccountIndex) {
    let round = pair / window
    let place = pair - round * window
    let other = place < center ? place : place + 1
    let bids = (other + (alternatesSides ? round : 0)) % 2 == 0
    let others = AccountIndex(Int(other))
    let centers = AccountIndex(Int(center))
    return bids ? (others, centers) : (centers, others)
  }

  /// The account of the even slot of a pair.
  private func bidder(_ pair: UInt64) -> UInt64 {
    if alternatesSides { return dealt(2 * pair) }
    if accountCount % 2 == 0 { return (2 * pair) % accountCount }
    return fixedSides(pair % window).bid
  }

  /// The account of the odd slot of a pair.
  private func asker(_ pair: UInt64) -> UInt64 {
    if alternatesSides { return dealt(2 * pair + 1) }
    if accountCount % 2 == 0 { return (2 * pair + 1) % accountCount }
    return fixedSides(pair % window).ask
  }

  private func dealt(_ slot: UInt64) -> UInt64 {
    let round = slot / accountCount
    let place = slot - round * accountCount
    return accountCount % 2 == 0 ? (place + round) % accountCount : place
  }

  /// Two rounds of an odd number of accounts in which all but the last keep their side.
  private func fixedSides(_ place: UInt64) -> (bid: UInt64, ask: UInt64) {
    let half = accountCount / 2
    let last = accountCount - 1
    if place < half { return (2 * place, 2 * place + 1) }
    if place == half { return (last, 1) }
    if place == half + 1 { return (0, last) }
    let pair = place - half - 1
    return (2 * pair, 2 * pair + 1)
  }

  /// The pair whose asker the bidder of `pair` meets: within a block, askers are turned against
  /// bidders by a number of places drawn from the seed.
  private func turned(_ pair: UInt64) -> UInt64 {
    let round = pair / window
    let block = block(at: pair - round * window)
    guard block.size > 1 else { return pair }
    var random = SplitMix64(
      seed: seed, purpose: 3, position: 2 * round + (block.start == 0 ? 0 : 1))
    var shift: UInt64
    if block.meetsItself {
      shift = random.next(below: block.size - 1)
      if shift >= 1 { shift += 1 }
    } else {
      shift = random.next(below: block.size)
    }
    let start = round * window + block.start
    return start + (pair - start + shift) % block.size
  }

  /// The block of a window in which askers may be turned: no account may come in it twice on one
  /// side, nor before an earlier turn of its own, nor would a schedule that ends with half a window
  /// be cut within it.
  ///
  /// An even number of accounts has one block, a round. An odd number has two rounds: the pairs of
  /// the first, the pair of the last account with the first one of the next round, and the pairs of
  /// the second. Where sides are fixed, the last account both bids and asks in the second block;
  /// turned by one place it would meet itself.
  private func block(at place: UInt64) -> (start: UInt64, size: UInt64, meetsItself: Bool) {
    if accountCount % 2 == 0 { return (0, window, false) }
    let half = accountCount / 2
    if place < half { return (0, half, false) }
    if !alternatesSides { return (half, half + 1, true) }
    return place == half ? (half, 1, false) : (half + 1, half, false)
  }
}
