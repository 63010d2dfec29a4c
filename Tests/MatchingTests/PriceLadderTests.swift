import Domain
import Testing

@testable import Matching

/// The ladder against a sorted dictionary, with prices near and far.
@Suite struct PriceLadderTests {
  /// How prices come: a number of draws to a price.
  enum Pattern: String, CaseIterable, Sendable {
    case dense, sparse, wholeRange, crash, ends

    func price(_ step: Int, _ draw: UInt64) -> Int64 {
      switch self {
      case .dense: 1 + Int64(draw % 500)
      case .sparse: 1 + Int64(draw % 400) * 1_000_000
      case .wholeRange: 1 + Int64(draw >> 2)
      // The market falls through a thousand million ticks, and comes back in steps.
      case .crash:
        1_000_000_000_000 - Int64(step / 1_000 % 2) * 999_999_999_000 + Int64(draw % 97)
      case .ends: draw & 1 == 0 ? 1 + Int64(draw >> 8 & 7) : Int64.max - Int64(draw >> 8 & 7)
      }
    }
  }

  @Test(arguments: Side.allCases, Pattern.allCases)
  func `a ladder is a sorted dictionary of queues`(_ side: Side, _ pattern: Pattern) {
    let seed: UInt64 = 12
    var random = SplitMix64(seed: seed)
    var both = Pair(side)
    for step in 0..<6_000 {
      let draw = random.next()
      // The book is drained now and then, from the best or in no order.
      let drains = step % 1_500 > 1_100
      if draw % 10 < (drains ? 10 : 4), !both.expected.isEmpty {
        drains && draw & 64 == 0 ? both.removeFirst() : both.remove(random.next())
      } else if both.resting.count < 500 {
        both.append(pattern.price(step, random.next()))
      }
      #expect(both.bestDiffers == nil, "seed \(seed), step \(step), \(pattern)")
      if step % 251 == 0 {
        #expect(both.difference == nil, "seed \(seed), step \(step), \(pattern)")
      }
    }
  }

  @Test func `room follows the greatest number of levels, not their distance`() {
    var ranks = RankSet()
    var rank = Int64.max
    var members: [Int64] = []
    while rank > 0 {
      ranks.insert(rank)
      ranks.insert(-rank)
      members += [rank, -rank]
      rank /= 3
    }
    members.sort()
    for position in 1..<members.count {
      #expect(ranks.greatest(below: members[position]) == members[position - 1])
    }
    for member in members { ranks.remove(member) }
    #expect(ranks.wordCount == 0)
    #expect(ranks.greatest(below: 0) == nil)
  }

  @Test func `a rank comes once and goes once`() async {
    await #expect(processExitsWith: .failure) {
      var ranks = RankSet()
      ranks.insert(5)
      ranks.insert(5)
    }
    await #expect(processExitsWith: .failure) {
      var ranks = RankSet()
      ranks.insert(5)
      ranks.remove(6)
    }
  }

  /// A ladder and what it should be.
  struct Pair: ~Copyable {
    let side: Side
    var ladder: PriceLadder
    var pool = OrderPool()
    var levels = LevelPool()
    /// Orders by price, first come first.
    var expected: [Int64: [(slot: OrderSlot, lots: Int64)]] = [:]
    var resting: [(price: Int64, slot: OrderSlot)] = []

    init(_ side: Side) {
      self.side = side
      ladder = PriceLadder(position: Int(side.rawValue))
    }

    mutating func append(_ price: Int64) {
      var record = OrderRecord()
      record.lots = 7
      let rank = PriceLevel.rank(of: Price(ticks: price), on: side)
      let slot = ladder.append(record, ranking: rank, to: &pool, &levels)
      expected[price, default: []].append((slot, 7))
      resting.append((price, slot))
    }

    mutating func removeFirst() {
      let slot = firstOrder
      guard let place = resting.firstIndex(where: { $0.slot == slot }) else { return }
      remove(UInt64(place))
    }

    mutating func remove(_ draw: UInt64) {
      let (price, slot) = resting.remove(at: Int(draw % UInt64(resting.count)))
      ladder.remove(slot, pool[slot], from: &pool, &levels)
      expected[price]?.removeAll { $0.slot == slot }
      if expected[price]?.isEmpty == true { expected[price] = nil }
    }

    /// The order that trades first, or `none`.
    var firstOrder: OrderSlot { ladder.best == .none ? .none : levels[ladder.best].first }

    /// What is wrong with the best price and the first order, or nil.
    var bestDiffers: String? {
      let best = side == .bid ? expected.keys.max() : expected.keys.min()
      if ladder.bestPrice?.ticks != best { return "best \(String(describing: best))" }
      let first = best.flatMap { expected[$0]?.first?.slot } ?? .none
      return firstOrder == first ? nil : "first order"
    }

    /// What is wrong with any level, or nil.
    var difference: String? {
      let prices = expected.keys.sorted(by: side == .bid ? { $0 > $1 } : { $0 < $1 })
      var slot = ladder.best
      for price in prices {
        if slot == .none { return "no level at \(price)" }
        let level = levels[slot]
        let queue = expected[price] ?? []
        if level.price.ticks != price || level.side != side { return "not \(price)" }
        if level.first != queue.first?.slot || level.last != queue.last?.slot { return "ends" }
        if level.lots != Int128(queue.reduce(0) { $0 + $1.lots }) { return "lots at \(price)" }
        if Int(level.orderCount) != queue.count { return "count at \(price)" }
        slot = ladder.level(behind: slot, in: levels)
      }
      if slot != .none { return "levels beyond the last" }
      return ladder.count == prices.count && levels.count == prices.count ? nil : "level counts"
    }
  }
}
