import Budgets
import Domain
import Simulation

extension HTMLReport {
  /// Slots by state; retries and failures by cause.
  var slots: String {
    let counts = summary.report.statistics
    let states = HTMLText.table(
      ["State", "Slots"],
      summary.slotStates.map { [.init($0.name), .init(number: Shown.count($0.count))] })
    let failures = HTMLText.table(
      ["Reason", "Slots", "Meaning"],
      summary.failures.map {
        [
          .init($0.failure.name), .init(number: Shown.count($0.count)), .init($0.failure.text),
        ]
      })
    let attempts =
      "\(Shown.count(counts.attempts)) attempts, \(Shown.count(counts.retries)) of them retries; "
      + "\(Shown.count(counts.ordersCreated)) orders, \(Shown.count(counts.matches)) matches, "
      + "\(Shown.count(counts.scheduledCounterpartyMatches)) with the planned counterparty."
    let charts = [
      HTMLText.chart(
        "Slots by state", id: "states", note: "Where every slot of the plan stands.",
        table: states, hasCharts: hasCharts),
      summary.failures.isEmpty
        ? "<figure><figcaption><h3>Failures by cause</h3><p>None.</p></figcaption></figure>"
        : HTMLText.chart(
          "Failures by cause", id: "failures",
          note: "Slots that ended a pass without completing.", table: failures,
          hasCharts: hasCharts),
    ]
    return HTMLText.section(
      "Slots, retries and failures", id: "slots",
      "<p>\(attempts)</p><div class=\"charts\">\(charts.joined(separator: "\n"))</div>")
  }

  /// Budget utilisation per asset and per account.
  func budgetSection(_ budgets: BudgetRanking) -> String {
    let summed = summary.report.budgetSummary
    let listed = budgets.accounts.count
    let rest =
      listed < budgets.count
      ? " The \(listed) used most of \(Shown.count(UInt64(budgets.count))); 'simulator budgets "
        + "\(summary.report.runID)' lists all." : ""
    let charts = [
      HTMLText.chart(
        "By asset", id: "assets", note: "Spent of what all accounts had at the start.",
        table: table(budgets.assets, isByAccount: false), hasCharts: hasCharts),
      HTMLText.chart(
        "By account and asset", id: "accounts", note: "Used most first.\(rest)",
        table: table(budgets.accounts, isByAccount: true), hasCharts: hasCharts),
    ]
    let sentence =
      "\(Shown.count(UInt64(summed.entryCount))) budgets, "
      + "\(Shown.count(UInt64(summed.depletedCount))) depleted, "
      + "\(RunSummary.percent(summed.utilizationPartsPerMillion)) % used on average."
    return HTMLText.section(
      "Budgets", id: "budgets",
      "<p>\(sentence)</p><div class=\"charts\">\(charts.joined(separator: "\n"))</div>")
  }

  private func table(_ entries: [BudgetRanking.Entry], isByAccount: Bool) -> String {
    let rows = entries.map { entry -> [HTMLText.Cell] in
      (isByAccount ? [.init(entry.account)] : []) + [.init(entry.name)]
        + entry.budget.texts(decimals: entry.decimals).map { .init(number: $0) }
        + [.init(number: entry.percent)]
    }
    return HTMLText.table(
      (isByAccount ? ["Account"] : [])
        + ["Asset", "Initial", "Available", "Locked", "Spent", "Received", "Used %"], rows)
  }

  /// Phases of the load, and operations by market.
  var phases: String {
    let phases = summary.report.measurement.phases.map { phase -> [HTMLText.Cell] in
      let end = phase.endNanoseconds.map { "to \(Shown.duration(UInt64(max(0, $0))))" } ?? ""
      let start = Shown.duration(UInt64(max(0, phase.startNanoseconds)))
      return [
        .init(phase.name + (phase.isWarmUp ? " (not counted)" : "")),
        .init(number: "\(start) \(end)"),
      ]
        + phase.counts.entries.filter { Self.phaseColumns.contains($0.key) }
        .map { .init(number: Shown.count($0.count)) } + cells(phase.latency.response)
        + [.init(number: Shown.duration(phase.latency.service.percentile(perMillion: 990_000)))]
    }
    let headings =
      ["Phase", "From"]
      + SlotCounts().entries.map(\.key).filter { Self.phaseColumns.contains($0) }
      + ["p50", "p99", "max", "service p99"]
    return HTMLText.section(
      "Phases and operations", id: "phases",
      HTMLText.table(headings, phases) + "\n" + operations)
  }

  private static let phaseColumns: Set<String> = [
    "offered", "completed", "failed", "dropped", "unknown", "retries", "matches",
  ]

  private var operations: String {
    let report = summary.report
    var rows: [[HTMLText.Cell]] = []
    for action in SlotAction.allCases {
      for (place, market) in report.plan.markets.enumerated().prefix(100) {
        let measured = report.measurement.operation(action, on: MarketIndex(place))
        guard let measured else { continue }
        rows.append(
          [
            .init(action.name), .init(market.id),
            .init(number: Shown.count(measured.response.count)),
          ] + cells(measured.response)
            + [.init(number: Shown.duration(measured.service.percentile(perMillion: 990_000)))])
      }
    }
    return HTMLText.table(
      ["Operation", "Market", "Slots", "p50", "p99", "max", "service p99"], rows)
  }

  private func cells(_ histogram: LatencyHistogram) -> [HTMLText.Cell] {
    [
      histogram.percentile(perMillion: 500_000), histogram.percentile(perMillion: 990_000),
      histogram.nanosecondsMax,
    ].map { .init(number: Shown.duration($0)) }
  }

  /// What the generator did with its time.
  var generator: String {
    let generator = summary.report.measurement.generator
    let lanes = max(1, generator.laneNanoseconds)
    let share = { (nanoseconds: Int64) in
      let perMille = Int128(max(0, nanoseconds)) * 1000 / Int128(lanes)
      return "\(ExactDecimal(significand: perMille, scale: 1)) %"
    }
    return HTMLText.section(
      "The generator", id: "generator",
      HTMLText.facts([
        (
          "Send error",
          "p50 \(Shown.duration(generator.sendError.percentile(perMillion: 500_000))), p99 "
            + "\(Shown.duration(generator.sendError.percentile(perMillion: 990_000))), max "
            + Shown.duration(generator.sendError.nanosecondsMax)
        ),
        (
          "Own work", "\(ExactDecimal(significand: Int128(generator.busyPerMille), scale: 1)) %"
        ),
        ("Waiting for the venue", share(generator.venueNanoseconds)),
        ("Waiting for slots to be due", share(generator.idleNanoseconds)),
        ("Slots that waited in line", Shown.count(generator.queued)),
        ("Slots spread to catch up", Shown.count(generator.caughtUp)),
      ]))
  }
}
