import Budgets
import Domain
import Platform
import Simulation

extension RunMetrics {
  /// The metrics as OpenMetrics text; `docs/results.md` describes every one.
  public var text: String {
    var text = MetricsText()
    writeRun(to: &text)
    writeCounts(to: &text)
    writeMeasurement(to: &text)
    writeBudgets(to: &text)
    writeThresholds(to: &text)
    return text.complete
  }

  private func writeRun(to text: inout MetricsText) {
    text.begin("simulator_run_info", .gauge, "The run, its plan and its venue; always 1.")
    text.sample(
      "simulator_run_info",
      [
        ("run_id", runID), ("plan_hash", plan.hash.digest), ("seed", String(plan.seed)),
        ("venue", plan.configuration.venue.type.rawValue),
      ], "1")
    text.metric(
      "simulator_run_active", .gauge, "1 while a process executes the run, 0 once it has ended.",
      isRunning ? "1" : "0")
    text.metric(
      "simulator_run_elapsed_seconds", .gauge, "How long the run was executed.",
      Self.seconds(UInt64(max(0, elapsedNanoseconds))))
    text.metric(
      "simulator_updated_timestamp_seconds", .gauge, "When these metrics were written.",
      Self.seconds(UInt64(max(0, moment.unixNanoseconds))))
  }

  private func writeCounts(to text: inout MetricsText) {
    text.metric(
      "simulator_planned_slots", .gauge, "Slots of the plan.", String(plan.slotCount))
    let dropped = min(statistics.skipped, statistics.dropped)
    text.begin("simulator_slots", .gauge, "Slots by where they stand; they add up to the plan's.")
    for (state, count) in [
      ("completed", statistics.completed), ("failed", statistics.failed),
      ("skipped", statistics.skipped - dropped), ("dropped", dropped),
      ("unknown", statistics.unknown), ("pending", plan.slotCount - statistics.finished),
    ] {
      text.sample("simulator_slots", [("state", state)], String(count))
    }
    text.metric(
      "simulator_in_flight_slots", .gauge, "Slots that are being executed.", String(inFlight))
    for (name, help, count) in [
      ("attempts", "Sends, repeats included.", statistics.attempts),
      ("retries", "Sends beyond the first of their slot.", statistics.retries),
      ("orders_created", "Orders that the venue took.", statistics.ordersCreated),
      ("matches", "Fills.", statistics.matches),
    ] {
      text.metric("simulator_\(name)_total", .counter, help, String(count))
    }
    text.begin(
      "simulator_failures_total", .counter, "Slots that ended without completing, by reason.")
    for (code, count) in statistics.failures.enumerated() where count > 0 {
      guard let failure = SlotFailure(code: UInt8(code)) else { continue }
      text.sample("simulator_failures_total", [("reason", failure.name)], String(count))
    }
  }

  private func writeMeasurement(to text: inout MetricsText) {
    text.begin("simulator_offered_slots_total", .counter, "Slots that were due, by phase.")
    for phase in measurement.phases {
      text.sample(
        "simulator_offered_slots_total", [("phase", phase.name)], String(phase.counts.offered))
    }
    for (time, help) in [
      (ThresholdLatency.response, "From the planned send time to the final answer, by phase."),
      (.service, "From the last send to its answer, by phase."),
      (.lag, "From the planned send time to the first send, by phase."),
    ] {
      let name = "simulator_\(time.rawValue)_seconds"
      text.begin(name, .summary, help)
      for phase in measurement.phases {
        Self.write(phase.latency.histogram(time), name, phase.name, to: &text)
      }
    }
    text.metric(
      "simulator_generator_busy_ratio", .gauge,
      "The part of its time that the generator spent on its own work.",
      ExactDecimal(significand: Int128(measurement.generator.busyPerMille), scale: 3).description)
  }

  private static func write(
    _ histogram: LatencyHistogram, _ name: String, _ phase: String, to text: inout MetricsText
  ) {
    let quantiles = ["0.5", "0.9", "0.95", "0.99", "0.999", "0.9999", "1"]
    for (quantile, figure) in zip(quantiles, histogram.figures) {
      let value = histogram.count == 0 ? "NaN" : seconds(figure.nanoseconds)
      text.sample(name, [("phase", phase), ("quantile", quantile)], value)
    }
    let sum = Double(histogram.nanosecondsMean) * Double(histogram.count) / 1e9
    text.sample("\(name)_sum", [("phase", phase)], RunSummary.fixed(sum, 6))
    text.sample("\(name)_count", [("phase", phase)], String(histogram.count))
  }

  private func writeBudgets(to text: inout MetricsText) {
    guard let budgets else { return }
    text.begin(
      "simulator_budget_utilization_ratio", .gauge, "What was spent of the initial budgets.")
    for entry in budgets.assets {
      text.sample(
        "simulator_budget_utilization_ratio",
        [("asset", plan.assets[entry.asset.position].id)],
        ExactDecimal(significand: entry.totals.utilizationPartsPerMillion, scale: 6).description)
    }
    text.metric(
      "simulator_depleted_budgets", .gauge, "Budgets with nothing available and nothing locked.",
      String(budgets.depletedCount))
  }

  private func writeThresholds(to text: inout MetricsText) {
    let thresholds = plan.configuration.thresholds
    guard !thresholds.isEmpty else { return }
    let subject = ThresholdSubject(
      measurement: measurement, statistics: statistics, elapsedNanoseconds: elapsedNanoseconds)
    text.begin("simulator_threshold_kept", .gauge, "1 where the threshold is kept now, else 0.")
    var written: Set<String> = []
    for threshold in thresholds where written.insert(threshold.text).inserted {
      let isKept = subject.judge(threshold).verdict == .passed
      text.sample("simulator_threshold_kept", [("threshold", threshold.text)], isKept ? "1" : "0")
    }
  }

  private static func seconds(_ nanoseconds: UInt64) -> String {
    ExactDecimal(significand: Int128(nanoseconds), scale: 9).normalized.description
  }
}
