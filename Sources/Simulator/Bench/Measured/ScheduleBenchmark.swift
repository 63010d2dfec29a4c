import Domain
import Platform
import Simulation

/// How fast slots are made from a plan far too large to be kept, and that it takes no memory.
enum ScheduleBenchmark {
  private static let kinds: [(name: String, what: String, scheduler: String)] = [
    ("plain", "one price per market", ""),
    ("spread", "prices drawn, offsets", offsets),
    ("resting", "a fifth of the pairs rest, a tenth cancel", shares),
    ("weights", "order types and times in force drawn", weights),
    ("all", "all of these", offsets + shares + weights),
  ]
  private static let offsets =
    #""price_spread": 0.02, "bid_price_offset": 1.001, "ask_price_offset": 0.999,"#
  private static let shares = #""resting_share": 0.2, "cancel_share": 0.1,"#
  private static let weights =
    #""order_types": {"limit": 9, "market": 1}, "#
    + #""time_in_force": {"goodTillCancel": 8, "immediateOrCancel": 1, "fillOrKill": 1},"#

  private struct Variant {
    let name: String
    let what: String
    let scheduler: SlotScheduler
    let pairs: Range<UInt64>
    let checksum: UInt64
  }

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let pairCount = UInt64(session.size(1_000_000, quick: 50_000))
    let variants = try kinds.flatMap { kind in
      try [10, 1000].map { accounts in
        try variant(kind, accounts: accounts, pairCount: pairCount)
      }
    }
    let before = ProcessIdentity.residentBytes ?? 0
    let figures = try session.interleaved(variants) { variant in
      var sum: UInt64 = 0
      let nanoseconds = Stopwatch.processorNanoseconds {
        sum = checksum(of: variant.scheduler, variant.pairs)
      }
      try Benchmark.require(sum == variant.checksum, variant.name, "the slots differ by round")
      return Double(variant.pairs.count * 2) * 1e9 / nanoseconds
    }
    let growth = Double((ProcessIdentity.residentBytes ?? 0) - before) / 1024
    return zip(variants, figures).map { variant, figures in
      BenchResult(
        variant.name, variant.what, unit: "slots/s", figures, target: .atLeast(5_000_000))
    } + [
      BenchResult(
        "schedule/memory", "growth of memory while all these slots were made", unit: "KiB",
        [growth], target: .atMost(1024))
    ]
  }

  /// A plan of a thousand million slots; the measured pairs lie in its middle.
  private static func variant(
    _ kind: (name: String, what: String, scheduler: String), accounts: Int, pairCount: UInt64
  ) throws -> Variant {
    let plan = try BenchPlan(
      accounts: accounts, slots: 1_000_000_000, scheduler: kind.scheduler
    ).make()
    let name = "schedule/\(kind.name)/\(accounts)"
    let pairs = 250_000_000..<250_000_000 + pairCount
    return Variant(
      name: name, what: "\(accounts) accounts, \(kind.what)", scheduler: plan.scheduler,
      pairs: pairs, checksum: try checkedChecksum(of: plan.scheduler, pairs, name))
  }

  /// What the measured loop makes, folded into a number.
  private static func checksum(of scheduler: SlotScheduler, _ pairs: Range<UInt64>) -> UInt64 {
    var sum: UInt64 = 0
    for number in pairs {
      let pair = scheduler.pair(at: number)
      fold(pair.first, into: &sum)
      fold(pair.second, into: &sum)
    }
    return sum
  }

  @inline(__always)
  private static func fold(_ slot: ActionSlot, into sum: inout UInt64) {
    sum = sum &* 31 &+ UInt64(bitPattern: slot.price.ticks)
    sum &+= UInt64(bitPattern: slot.quantity.lots) ^ slot.sequence
    sum &+= UInt64(slot.account.position) << 32
  }

  /// The same number from slots made one by one, each held against what a plan promises.
  private static func checkedChecksum(
    of scheduler: SlotScheduler, _ pairs: Range<UInt64>, _ name: String
  ) throws -> UInt64 {
    var sum: UInt64 = 0
    for number in pairs {
      let first = scheduler.slot(at: 2 * number)
      let second = scheduler.slot(at: 2 * number + 1)
      fold(first, into: &sum)
      fold(second, into: &sum)
      let (bid, ask) = first.side == .bid ? (first, second) : (second, first)
      let isPair =
        bid.side == .bid && ask.side == .ask && bid.market == ask.market
        && bid.quantity == ask.quantity && bid.quantity > .zero && bid.account != ask.account
        && first.sequence == 2 * number && second.sequence == 2 * number + 1
      // Resting orders lie apart, so that they never trade; the others cross.
      let crosses = bid.price >= ask.price
      let isRight = isPair && crosses == (first.role == .maker)
      try Benchmark.require(isRight, name, "pair \(number) is not what a plan promises")
    }
    return sum
  }
}
