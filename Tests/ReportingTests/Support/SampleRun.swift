import Budgets
import Domain
import Platform

@testable import Audit
@testable import Reporting
@testable import Simulation

/// A run made up of figures, with names that every format must escape.
struct SampleRun {
  /// The summary of a run of 100 slots and, if wanted, a timeline of so many seconds.
  static func summary(
    runID: String = "sample", seconds: Int64 = 3, slotsPerSecond: Int64 = 30, exitCode: Int32 = 99,
    accounts: Int = 4, thresholds: String = #"["lag.p99 < 50ns", "dropped == 0"]"#
  ) throws -> RunSummary {
    let plan = try plan(accounts: accounts, thresholds: thresholds)
    var random = SplitMix64(seed: 7)
    var phase = PhaseMeasurement(name: "main")
    phase.counts.offered = UInt64(seconds * slotsPerSecond)
    phase.counts.sent = phase.counts.offered
    phase.counts.completed = phase.counts.offered
    var intervals: [TimelineInterval] = []
    for _ in 0..<seconds {
      var dense = ContiguousArray<UInt32>(repeating: 0, count: CoarseHistogram.bucketCount)
      var longest: UInt64 = 0
      for _ in 0..<slotsPerSecond {
        let time = Int64(1000 + random.next() >> (34 + random.next(below: UInt64(20))))
        phase.latency.response.record(nanoseconds: time + 100)
        phase.latency.service.record(nanoseconds: time)
        phase.latency.lag.record(nanoseconds: 100)
        dense[CoarseHistogram.bucket(of: UInt64(time))] += 1
        longest = max(longest, UInt64(time))
      }
      var interval = TimelineInterval()
      interval.counts.offered = UInt64(slotsPerSecond)
      interval.counts.completed = UInt64(slotsPerSecond)
      interval.response = CoarseHistogram(dense: dense, nanosecondsMax: longest)
      intervals.append(interval)
    }
    var measurement = RunMeasurement(phases: [phase], marketCount: plan.markets.count)
    measurement.timeline = Timeline(intervals: intervals, intervalNanoseconds: 1_000_000_000)!
    var statistics = RunStatistics()
    statistics.completed = phase.counts.completed
    statistics.attempts = phase.counts.completed
    statistics.failures[Int(RefusalReason.insufficientBudget.rawValue)] = 3
    let budgets = budgets(plan)
    let report = RunReport(
      runID: runID, plan: plan, status: .completed, statistics: statistics, budgets: budgets,
      budgetSummary: budgets.summary(), tape: TapeHash(), measurement: measurement, endedBy: .plan,
      elapsedNanoseconds: seconds * 1_000_000_000, checkpointPath: "state/\(runID)/checkpoint.json")
    return RunSummary(report: report, audit: audit, exitCode: exitCode)
  }

  private static func plan(accounts: Int, thresholds: String) throws -> Plan {
    let names = (0..<accounts).map { #""\#($0) <b>&\"' \\ é,""# }.joined(separator: ", ")
    let text =
      #"{"accounts": [\#(names)], "scheduler": {"trades_per_account": 100000}, "thresholds": \#(thresholds)}"#
    return try Plan(Configuration.read(file: ("sample", Array(text.utf8))))
  }

  /// Every account has spent another part of its dollars.
  private static func budgets(_ plan: Plan) -> BudgetStore {
    var budgets = BudgetStore(
      accountCount: plan.accounts.count, assetCount: plan.assets.count, recyclesProceeds: true)
    for account in plan.accounts.indices {
      let (owner, asset) = (AccountIndex(account), AssetIndex(2))
      let spent = Amount(minorUnits: Int128(account) * 10)
      budgets.set(owner, asset, to: Amount(minorUnits: 10_000_000))
      guard spent > .zero else { continue }
      let order = ClientOrderID(sequence: UInt64(account))
      _ = budgets.lock(order, owner, asset, spent)
      budgets.spend(order, spent)
      budgets.close(order)
    }
    return budgets
  }

  /// One check passed, one found something, one was left out.
  private static var audit: AuditResult {
    var audit = AuditResult()
    audit.count(.oneOrderPerSlot, 1000)
    audit.count(.soundBook, 2)
    let places = [AuditPlace(slot: 7, market: "<&>"), AuditPlace(order: "\u{1}\"odd\"")]
    for place in places {
      audit.add(
        AuditViolation(.soundBook, place, expected: "order 7 & 8", found: "<none>", magnitude: 3))
    }
    audit.leaveOut([.agreement], "venue was <gone>")
    return audit
  }
}
