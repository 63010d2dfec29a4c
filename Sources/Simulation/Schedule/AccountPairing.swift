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
      let round = pair / window
      let place = pair - round * window
      let turned = (place + shift(inRound: round)) % window
      let partner = round * window + turned
      return (AccountIndex(Int(bidder(pair))), AccountIndex(Int(asker(partner))))
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

  /// How far the askers are turned against the bidders in a round, drawn from the seed.
  ///
  /// With an odd number of accounts exactly one turn would pair an account with itself; it is left
  /// out.
  private func shift(inRound round: UInt64) -> UInt64 {
    guard window > 1 else { return 0 }
    var random = SplitMix64(seed: seed, purpose: 3, position: round)
    guard accountCount % 2 == 1 else { return random.next(below: window) }
    let forbidden = alternatesSides ? (accountCount - 1) / 2 : 1
    let drawn = random.next(below: window - 1)
    return drawn < forbidden ? drawn : drawn + 1
  }
}
