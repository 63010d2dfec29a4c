import Budgets
import Domain

/// What it costs to lock an order's budget, spend it, and credit the counterparty.
enum BudgetsBenchmark {
  private static let accountCount = 100

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let cycles = session.size(2_000_000, quick: 100_000)
    // Open locks stand between the measured ones in the table, as resting orders do.
    let variants = [0, 10_000]
    let figures = try session.interleaved(variants) { openLocks in
      var store = makeStore(openLocks: openLocks)
      let nanoseconds = Stopwatch.processorNanoseconds {
        run(&store, cycles: cycles, from: openLocks)
      }
      try check(store, cycles: cycles, openLocks: openLocks)
      return nanoseconds / Double(cycles)
    }
    return zip(variants, figures).map { openLocks, figures in
      BenchResult(
        "budgets/cycle/\(openLocks)",
        "lock + spend + receive, \(accountCount) accounts, \(openLocks) other locks open",
        unit: "ns", figures)
    }
  }

  private static func makeStore(openLocks: Int) -> BudgetStore {
    var store = BudgetStore(accountCount: accountCount, assetCount: 3, recyclesProceeds: true)
    for account in 0..<accountCount {
      for asset in 0..<3 {
        store.set(AccountIndex(account), AssetIndex(asset), to: Amount(minorUnits: 1 << 80))
      }
    }
    for order in 0..<openLocks {
      _ = store.lock(
        ClientOrderID(sequence: UInt64(order)), AccountIndex(order % accountCount), AssetIndex(0),
        Amount(minorUnits: 1))
    }
    return store
  }

  private static func run(_ store: inout BudgetStore, cycles: Int, from first: Int) {
    for cycle in 0..<cycles {
      let id = ClientOrderID(sequence: UInt64(first + cycle))
      let amount = amount(ofCycle: cycle)
      let asset = AssetIndex(cycle % 3)
      let result = store.lock(id, AccountIndex(cycle % accountCount), asset, amount)
      precondition(result == .locked, "a budget ran out")
      store.spend(id, amount)
      store.receive(AccountIndex((cycle + 1) % accountCount), asset, amount)
    }
  }

  private static func amount(ofCycle cycle: Int) -> Amount {
    Amount(minorUnits: Int128(cycle % 1000 + 1) * 10_000_000_000)
  }

  /// Each asset moved around and stayed the same in sum.
  private static func check(_ store: BudgetStore, cycles: Int, openLocks: Int) throws {
    let violations = store.violations()
    try Benchmark.require(violations.isEmpty, "budgets", violations.first ?? "")
    try Benchmark.require(
      store.openLockCount == openLocks, "budgets", "\(store.openLockCount) locks are open")
    let totals = store.summary().assets.map(\.totals)
    for entry in totals {
      try Benchmark.require(entry.spent == entry.received, "budgets", "spent is not received")
    }
    let spent = totals.reduce(Int128(0)) { $0 + $1.spent.minorUnits }
    let expected = (0..<cycles).reduce(Int128(0)) { $0 + amount(ofCycle: $1).minorUnits }
    try Benchmark.require(spent == expected, "budgets", "\(spent) spent, expected \(expected)")
  }
}
