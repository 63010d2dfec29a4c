import Audit
public import Budgets
import Domain
public import JSONText
public import Simulation

extension RunSummary {
  /// The schema that the JSON names.
  public static let schema = "simulator.summary/1"

  /// Writes the summary as one JSON object; `docs/formats/summary.md` describes every key.
  ///
  /// - Parameter withTimeline: whether the run second by second is part of it.
  public func write(to json: inout JSONWriter, withTimeline: Bool = false) {
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("run_id", report.runID)
    json.member("status", statusName)
    json.key("exit_code")
    json.integer(Int(exitCode))
    json.member("seed", report.plan.seed)
    json.member("plan_hash", report.plan.hash.digest)
    json.member("venue", report.plan.configuration.venue.type.rawValue)
    json.member("lanes", UInt64(report.lanes))
    json.member("ended_by", report.endedBy.rawValue)
    writeSlots(to: &json)
    let statistics = report.statistics
    json.member("orders_created", statistics.ordersCreated)
    json.member("matches", statistics.matches)
    json.member("scheduled_counterparty_matches", statistics.scheduledCounterpartyMatches)
    json.member("attempts", statistics.attempts)
    json.member("retries", statistics.retries)
    json.key("failures")
    json.beginObject()
    for (failure, count) in failures { json.member(failure.name, count) }
    json.endObject()
    json.key("elapsed_seconds")
    json.number(Self.fixed(Double(report.elapsedNanoseconds) / 1e9, 6))
    json.key("slots_per_second")
    json.number(Self.fixed(slotsPerSecond, 1))
    if let residentBytesPeak {
      json.key("resident_bytes_peak")
      json.integer(Int(residentBytesPeak))
    }
    writeServerFaults(to: &json)
    writeLatency(to: &json)
    writeMeasurement(to: &json)
    writeThresholds(to: &json)
    writeBudgets(to: &json)
    json.member("tape_hash", report.tape.digest)
    json.member("ledger_hash", report.budgets.ledgerHash().digest)
    json.key("audit")
    audit.write(to: &json, madeAt: auditMadeAt)
    json.member("checkpoint", report.checkpointPath)
    if withTimeline { writeTimeline(to: &json) }
    json.endObject()
  }

  /// How the run ended, in a word; `aborted` when a threshold stopped it.
  public var statusName: String { abortedBy == nil ? report.status.rawValue : "aborted" }

  /// Why slots did not complete, with counts, most frequent first.
  public var failures: [(failure: SlotFailure, count: UInt64)] {
    report.statistics.failures.enumerated().compactMap { code, count in
      count > 0 ? SlotFailure(code: UInt8(code)).map { ($0, count) } : nil
    }.sorted { $0.count > $1.count }
  }

  private func writeSlots(to json: inout JSONWriter) {
    let statistics = report.statistics
    json.key("slots")
    json.beginObject()
    json.member("total", report.slotTotal)
    json.member("completed", statistics.completed)
    json.member("failed", statistics.failed)
    json.member("skipped", statistics.skipped)
    json.member("pending", report.pending)
    json.member("unknown", statistics.unknown)
    json.endObject()
  }

  /// Written only where there were any.
  private func writeServerFaults(to json: inout JSONWriter) {
    guard !serverFaults.isEmpty else { return }
    json.key("server_faults")
    json.beginArray()
    for tally in serverFaults {
      json.beginObject()
      json.member("do", tally.action.rawValue)
      json.member("injected", tally.injected)
      json.member("failed", tally.failed)
      if let problem = tally.problem { json.member("problem", problem) }
      json.endObject()
    }
    json.endArray()
  }

  private func writeLatency(to json: inout JSONWriter) {
    json.key("latency_us")
    json.latency(report.latency)
  }

  private func writeBudgets(to json: inout JSONWriter) {
    let summary = report.budgetSummary
    json.key("budgets")
    json.beginObject()
    json.member("entries", UInt64(summary.entryCount))
    json.member("depleted", UInt64(summary.depletedCount))
    json.key("utilization_percent")
    json.number(Self.percent(summary.utilizationPartsPerMillion))
    json.key("assets")
    json.beginArray()
    for entry in summary.assets {
      let asset = report.plan.assets[entry.asset.position]
      json.beginObject()
      json.member("asset", asset.id)
      json.budget(entry.totals, decimals: asset.decimals)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  /// A number with `places` decimals, rounded to nearest.
  public static func fixed(_ value: Double, _ places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let units = Int128((value * scale).rounded())
    return ExactDecimal(significand: units, scale: places).description
  }

  /// Parts per million as percent with two decimals, rounded down.
  static func percent(_ partsPerMillion: Int128) -> String {
    ExactDecimal(significand: partsPerMillion / 100, scale: 2).description
  }
}

extension JSONWriter {
  /// Writes the five numbers of a budget and its utilisation as members of the current object.
  public mutating func budget(_ budget: AccountBudget, decimals: Int) {
    member("initial", budget.initial.text(decimals: decimals))
    member("available", budget.available.text(decimals: decimals))
    member("locked", budget.locked.text(decimals: decimals))
    member("spent", budget.spent.text(decimals: decimals))
    member("received", budget.received.text(decimals: decimals))
    key("utilization_percent")
    number(RunSummary.percent(budget.utilizationPartsPerMillion))
  }
}
