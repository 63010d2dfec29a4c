import Domain

extension Recipe {
  /// Draws the recipe of a seed.
  public init(seed: UInt64, limits: RecipeLimits = RecipeLimits()) {
    var draw = Draw(seed: seed, purpose: 1)
    let accounts = 2 + draw.pick(7)
    let markets = 1 + draw.pick(4)
    // Half of all histories have one lane.
    let lanes = [1, 1, 1, 2, 2, 3][draw.pick(6)]
    var features = Self.drawFeatures(&draw)
    if lanes > 1 { features.remove(.buffered) }
    features.subtract(limits.without)
    self.seed = seed
    self.accounts = max(2, min(accounts, limits.accounts ?? accounts, limits.slots))
    self.markets = max(1, min(markets, limits.markets ?? markets))
    self.lanes = max(1, min(lanes, limits.lanes ?? lanes, self.markets))
    self.features = features
    let isTwice = draw.pick(8) == 0 && limits.slots >= 2 * self.accounts
    iterations = isTwice ? 2 : 1
    tradesPerAccount = max(1, limits.slots / (self.accounts * iterations))
    disruptions = []
    let drawn = drawDisruptions()
    disruptions = limits.disruptions ?? drawn
  }

  private static func drawFeatures(_ draw: inout Draw) -> Set<Feature> {
    var features: Set<Feature> = []
    let chances: [(Feature, Int)] = [
      (.faults, 2), (.resting, 2), (.types, 2), (.prices, 2), (.tight, 3), (.keeping, 4),
      (.open, 5), (.buffered, 4), (.fsync, 3), (.pauses, 4), (.quits, 6), (.settings, 2),
    ]
    for (feature, chance) in chances where draw.pick(chance) == 0 { features.insert(feature) }
    if features.contains(.resting) && draw.pick(2) == 0 { features.insert(.cancels) }
    return features
  }

  /// One process in three is let go on to the end at once; others are disrupted up to four times.
  private func drawDisruptions() -> [Disruption] {
    var draw = Draw(seed: seed, purpose: 2)
    let count = [1, 1, 1, 2, 2, 3, 4][draw.pick(7)]
    return (0..<count).map { _ in
      let kind: Disruption.Kind
      switch draw.pick(8) {
      case 0, 1: kind = .stop
      case 2: kind = .full
      case 3 where features.contains(.fsync): kind = .sync
      case 4, 5, 6: kind = features.contains(.fsync) ? .power : .kill
      default: kind = .kill
      }
      // Early moments are as likely as late ones: what happens at the beginning and at the end of a
      // process's work is worth as much as what happens on its way.
      let range = UInt64(1) << UInt64(1 + draw.pick(Self.bits(slotCount * 2)))
      return Disruption(kind, after: draw.next(below: range))
    }
  }

  private static func bits(_ number: Int) -> Int { Int.bitWidth - number.leadingZeroBitCount }
}

/// Draws from one seed for one purpose.
struct Draw {
  private var random: SplitMix64

  init(seed: UInt64, purpose: UInt64, position: UInt64 = 0) {
    random = SplitMix64(seed: seed, purpose: 0x5134 + purpose, position: position)
  }

  /// A number below a bound.
  mutating func pick(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }

  /// A number below a bound.
  mutating func next(below bound: UInt64) -> UInt64 { random.next(below: bound) }

  /// One of some texts.
  mutating func one(of texts: [String]) -> String { texts[pick(texts.count)] }
}
