import Domain
import Testing

@testable import Matching

/// The results that are kept against a plain list of the last ones.
@Suite struct RecentResultsTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the last results are found, and no others`(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var results = RecentResults()
    var all: [RecentResults.Entry] = []
    var next: UInt64 = 0
    for round in 0..<40 {
      // Sometimes more come than the ring holds, sometimes none.
      for _ in 0..<Int(random.next(below: [0, 10, 3_000, 20_000][round % 4] + 1 as UInt64)) {
        next += 1 + random.next(below: 3 as UInt64) << (random.next(below: 8 as UInt64) * 4)
        let entry = RecentResults.Entry(
          sequence: next, fingerprint: random.next(),
          filledLots: Int64(random.next(below: 3 as UInt64)),
          otherLots: Int64(random.next(below: 3 as UInt64)), isOpen: random.next() & 1 == 0)
        all.append(entry)
        var ring = results.ring
        ring.record(entry)
        results.take(ring)
      }
      if random.next() & 1 == 0 { results.updateIndex() }
      check(results, all, "seed \(seed), round \(round)", &random)
    }
  }

  @Test(arguments: [Side.bid, .ask], [true, false])
  func `plain orders and cancel commands are kept without a fingerprint`(
    _ side: Side, _ isCanceled: Bool
  ) {
    let (account, market) = (AccountIndex(5), MarketIndex(3))
    let order = OrderCommand.limit(
      ClientOrderID(sequence: 7), account: account, market: market, side,
      price: Price(ticks: 11), quantity: Quantity(lots: Int64.max))
    var cancel = OrderCommand.cancel(
      ClientOrderID(sequence: 8), account: account, market: market, target: order.id)
    for cancelSide in Side.allCases {
      cancel.side = cancelSide
      let kept = RecentResults.Entry(
        plain: 7, ticks: 11, lots: Int64.max, isCanceled: isCanceled,
        RecentResults.Entry.plainPart(OrderBooks.ladder(3, side)), account: 5)
      #expect(kept.sequence == 7 && kept.fingerprint == order.fingerprint)
      #expect(kept.filledLots == (isCanceled ? 0 : Int64.max))
      #expect(kept.otherLots == (isCanceled ? Int64.max : 0))
      #expect(kept.status == (isCanceled ? .canceled : .filled))
      let keptCancel = RecentResults.Entry(cancel: cancel.words, lots: Int64.max)
      #expect(keptCancel.sequence == 8 && keptCancel.fingerprint == cancel.fingerprint)
      #expect(keptCancel.filledLots == 0 && keptCancel.otherLots == Int64.max)
      #expect(keptCancel.status == .canceled)
    }
  }

  @Test func `quantities tell the status`() {
    func status(_ filled: Int64, _ other: Int64, isOpen: Bool) -> OrderStatus {
      RecentResults.Entry(
        sequence: 1, fingerprint: 2, filledLots: filled, otherLots: other, isOpen: isOpen
      ).status
    }
    #expect(status(0, 5, isOpen: true) == .new)
    #expect(status(3, 5, isOpen: true) == .partiallyFilled)
    #expect(status(Int64.max, 0, isOpen: false) == .filled)
    #expect(status(3, 5, isOpen: false) == .canceled)
    #expect(status(0, 5, isOpen: false) == .canceled)
  }

  private func check(
    _ results: borrowing RecentResults, _ all: [RecentResults.Entry], _ place: String,
    _ random: inout SplitMix64
  ) {
    let kept = all.suffix(RecentResults.capacity)
    let count = results.kept?.count ?? 0
    #expect(count == kept.count, "\(place)")
    guard let first = kept.indices.first else { return }
    for _ in 0..<200 {
      let index = Int(random.next(below: UInt64(all.count)))
      let entry = all[index]
      let found = results.find(ClientOrderID(sequence: entry.sequence))
      #expect(found?.fingerprint == (index >= first ? entry.fingerprint : nil), "\(place)")
      #expect(index < first || found?.filledLots == entry.filledLots, "\(place)")
      let absent = results.find(ClientOrderID(sequence: entry.sequence ^ 1 << 62))
      #expect(absent == nil, "\(place)")
    }
  }
}
