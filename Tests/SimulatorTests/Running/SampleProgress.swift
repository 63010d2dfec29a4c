import Budgets
import Domain

@testable import Simulation
@testable import Simulator

/// Progress that is made up.
enum SampleProgress {
  /// A plan of that load, on two markets and three assets.
  static func plan(load: String = "{}", thresholds: String = "[]") throws -> Plan {
    let text = #"{"load": \#(load), "thresholds": \#(thresholds)}"#
    return try Plan(Configuration.read(file: ("sample", Array(text.utf8))))
  }

  /// A run of so many seconds with 10 slots in each, of which the first failed; the last second is in
  /// progress.
  static func progress(_ plan: Plan, seconds: Int64 = 4, lanes: Int = 2) -> RunProgress {
    var measurement = RunMeasurement(plan)
    var intervals: [TimelineInterval] = []
    for second in 0..<seconds {
      var interval = TimelineInterval()
      interval.counts.offered = 12
      interval.counts.completed = second == 0 ? 9 : 10
      interval.counts.failed = second == 0 ? 1 : 0
      var dense = ContiguousArray<UInt32>(repeating: 0, count: CoarseHistogram.bucketCount)
      dense[CoarseHistogram.bucket(of: 20_000)] = 10
      interval.response = CoarseHistogram(dense: dense, nanosecondsMax: 20_000)
      intervals.append(interval)
      let last = measurement.phases.count - 1
      measurement.phases[last].counts.merge(interval.counts)
      for _ in 0..<10 { measurement.phases[last].latency.response.record(nanoseconds: 20_000) }
    }
    measurement.timeline = Timeline(intervals: intervals, intervalNanoseconds: 1_000_000_000)!
    var statistics = RunStatistics()
    statistics.completed = UInt64(seconds) * 10 - 1
    statistics.failed = 1
    statistics.retries = 3
    statistics.matches = 15
    var budgets = BudgetStore(
      accountCount: plan.accounts.count, assetCount: plan.assets.count, recyclesProceeds: true)
    for account in plan.accounts.indices {
      let (owner, order) = (AccountIndex(account), ClientOrderID(sequence: UInt64(account)))
      budgets.set(owner, AssetIndex(2), to: Amount(minorUnits: 1000))
      _ = budgets.lock(order, owner, AssetIndex(2), Amount(minorUnits: 250))
      budgets.spend(order, Amount(minorUnits: 250))
      budgets.close(order)
    }
    return RunProgress(
      slotCount: plan.slotCount, finished: statistics.finished, finishedHere: statistics.finished,
      nanosecondsHere: (seconds - 1) * 1_000_000_000 + 500_000_000,
      elapsedNanoseconds: (seconds - 1) * 1_000_000_000 + 500_000_000, statistics: statistics,
      measurement: measurement, budgets: [budgets], lanes: lanes)
  }
}
