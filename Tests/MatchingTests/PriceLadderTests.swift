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
    #expect(ranks.pageCount == RankSet.waitingMax)
    #expect(ranks.greatest(below: 0) == nil)
  }

  @Test func `pages without members wait for ranks to come back, and no more than a few`() {
    var ranks = RankSet()
    let stretch: Int64 = 4096
    // As many as may wait come and go in turns: none of their pages is dropped.
    for step in 0..<Int64(100) {
      let rank = step % Int64(RankSet.waitingMax) * stretch
      ranks.insert(rank)
      #expect(ranks.greatest(below: rank) == nil)
      ranks.remove(rank)
      #expect(ranks.pageCount == min(Int(step) + 1, RankSet.waitingMax))
    }
    // More of them, one after the other: the room is that of those that wait and the one in use.
    let bytes = ranks.byteCount
    for step in 0..<Int64(1000) {
      ranks.insert(1_000_000 * step + 7)
      ranks.remove(1_000_000 * step + 7)
      #expect(ranks.pageCount == RankSet.waitingMax)
    }
    #expect(ranks.byteCount <= 2 * bytes)
  }

  @Test(arguments: [1, 3, 8, 9, 40] as [UInt64])
  func `a set of few stretches is a sorted array`(stretches: UInt64) {
    let seed: UInt64 = 5
    var random = SplitMix64(seed: seed)
    var ranks = RankSet()
    var members: [Int64] = []
    for step in 0..<4_000 {
      let rank = Int64(random.next() % stretches) * 4096 * 3 + Int64(random.next() % 3) * 63 - 9_000
      let place = members.firstIndex { $0 >= rank } ?? members.count
      if place < members.count, members[place] == rank {
        ranks.remove(rank)
        members.remove(at: place)
      } else if members.count < 2 + Int(random.next() % 6) {
        ranks.insert(rank)
        members.insert(rank, at: place)
      } else {
        ranks.remove(members.remove(at: Int(random.next() % UInt64(members.count))))
      }
      for (place, member) in members.enumerated() {
        let expected = place > 0 ? members[place - 1] : nil
        #expect(ranks.greatest(below: member) == expected, "seed \(seed), step \(step)")
        #expect(ranks.next(below: member) == expected, "seed \(seed), step \(step)")
      }
    }
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
    let ladder: Int
    var books = OrderBooks(markets: 3, orderCapacity: 8)
    /// Orders by price, first come first.
    var expected: [Int64: [(id: UInt64, lots: Int64)]] = [:]
    var resting: [(price: Int64, id: UInt64)] = []
    var lastID: UInt64 = 0

    init(_ side: Side) {
      self.side = side
      ladder = OrderBooks.ladder(1, side)
    }

    mutating func append(_ price: Int64) {
      lastID += 1
      let rank = PriceLevel.rank(of: Price(ticks: price), on: side)
      var rows = books.open(for: 1)
      let level = rows.level(rank, rows.ladders.ref(ladder), &books)
      rows.append(lastID, account: 0, lots: 7, wallet: 0, to: level)
      books.close(rows)
      expected[price, default: []].append((lastID, 7))
      resting.append((price, lastID))
    }

    mutating func removeFirst() {
      let id = firstOrder
      guard let place = resting.firstIndex(where: { $0.id == id }) else { return }
      remove(UInt64(place))
    }

    mutating func remove(_ draw: UInt64) {
      let (price, id) = resting.remove(at: Int(draw % UInt64(resting.count)))
      var rows = books.open(for: 0)
      let head = rows.index.ref(id)
      guard let (slot, order) = rows.find(id, head) else {
        Issue.record("order \(id) is not found")
        return
      }
      let level = rows.levels.ref(order.value.level.position)
      rows.remove(slot, order, level, head, &books)
      books.close(rows)
      expected[price]?.removeAll { $0.id == id }
      if expected[price]?.isEmpty == true { expected[price] = nil }
    }

    /// The order that trades first, or nil.
    var firstOrder: UInt64? {
      let best = books.ladders[ladder].best
      return best == .none ? nil : books.order(at: books.levels[best].first).sequence
    }

    /// What is wrong with the best price and the first order, or nil.
    var bestDiffers: String? {
      let best = side == .bid ? expected.keys.max() : expected.keys.min()
      if books.bestPrice(1, side)?.ticks != best { return "best \(String(describing: best))" }
      return firstOrder == best.flatMap { expected[$0]?.first?.id } ? nil : "first order"
    }

    /// What is wrong with any level, or nil.
    var difference: String? {
      let prices = expected.keys.sorted(by: side == .bid ? { $0 > $1 } : { $0 < $1 })
      var found: [PriceLevel] = []
      books.forEachLevel(on: ladder) { _, level in
        found.append(level)
        return true
      }
      if found.map(\.price.ticks) != prices { return "prices" }
      for level in found {
        let queue = expected[level.price.ticks] ?? []
        if level.side != side || level.market != 1 { return "not of this ladder" }
        if books.order(at: level.first).sequence != queue.first?.id { return "first" }
        if books.order(at: level.last).sequence != queue.last?.id { return "last" }
        if level.lots != Int128(queue.reduce(0) { $0 + $1.lots }) { return "lots" }
        if Int(level.orderCount) != queue.count { return "count" }
      }
      let count = Int(books.ladders[ladder].levelCount)
      return count == prices.count && books.levels.count == prices.count ? nil : "level counts"
    }
  }
}
