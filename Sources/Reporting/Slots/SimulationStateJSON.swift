import Domain
public import JSONText
import Platform
public import Simulation

/// Writes a run's whole simulation state as one JSON object, slot by slot, so that no size of run
/// needs memory; `docs/formats/state.md` describes every key.
///
///     begin, then every slot in order, then end
public struct SimulationStateJSON: Sendable {
  private let report: RunReport
  private let plan: Plan
  private let maxRetries: UInt64

  /// The schema that the JSON names.
  public static let schema = "simulator.state/1"

  /// Writes the state of the run that `report` tells of.
  public init(_ report: RunReport) {
    self.report = report
    plan = report.plan
    maxRetries = UInt64(report.plan.configuration.processor.maxRetries)
  }

  /// Writes what stands before the slots.
  public func begin(_ json: inout JSONWriter) {
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("id", report.runID)
    json.member("status", report.status.rawValue)
    json.member("seed", plan.seed)
    json.member("plan_hash", plan.hash.digest)
    json.key("slots")
    json.beginArray()
  }

  /// Writes one slot.
  public func write(_ record: borrowing SlotRecord, to json: inout JSONWriter) {
    let slot = record.slot
    json.beginObject()
    json.member("sequence", slot.sequence)
    json.member("account_id", plan.accounts[slot.account.position].id)
    writeAction(slot, to: &json)
    json.member("state", record.state.capitalizedName)
    let isOrder = slot.action == .place && record.state == .completed
    json.member(
      "order_id", isOrder ? slot.clientOrderID.text(runID: report.runID) : nil)
    json.key("retry")
    json.beginObject()
    json.member("attempt_count", record.attempts)
    json.member("max_retries", maxRetries)
    json.member("last_error", record.outcome?.failure?.name)
    json.endObject()
    json.endObject()
  }

  /// Writes what stands behind the slots.
  ///
  /// - Parameter records: where the report comes from.
  public func end(_ json: inout JSONWriter, _ records: RunRecords) {
    json.endArray()
    json.member("current_slot_index", records.frontier)
    writeStatistics(to: &json)
    json.member("created_at", records.file.createdAt.text)
    json.member("saved_at", records.savedAt?.text)
    json.key("duration_seconds")
    json.number(RunSummary.fixed(Double(report.elapsedNanoseconds) / 1e9, 6))
    json.endObject()
    json.endLine()
  }

  private func writeAction(_ slot: ActionSlot, to json: inout JSONWriter) {
    let market = plan.markets[slot.market.position]
    let quote = plan.assets[market.quote.position]
    let base = plan.assets[market.base.position]
    json.key("action")
    json.beginObject()
    json.member("kind", slot.action.name)
    json.member("market_id", market.id)
    json.member("bid_asset", quote.id)
    json.member("ask_asset", base.id)
    json.member(
      "bid_amount", market.notional(slot.price, slot.quantity).text(decimals: quote.decimals))
    json.member("ask_amount", market.baseAmount(slot.quantity).text(decimals: base.decimals))
    json.member("price", market.text(slot.price))
    json.member("side", slot.side == .bid ? "Bid" : "Ask")
    json.member("order_type", slot.type.name)
    json.member("time_in_force", slot.timeInForce.name)
    writeStrategy(of: slot, to: &json)
    json.endObject()
  }

  private func writeStrategy(of slot: ActionSlot, to json: inout JSONWriter) {
    json.key("matching_strategy")
    switch slot.strategy {
    case .sequentialNext: json.string("SequentialNext")
    case .any: json.string("Any")
    case .matchWith:
      json.beginObject()
      json.member("MatchWith", plan.accounts[slot.counterparty.position].id)
      json.endObject()
    }
  }

  private func writeStatistics(to json: inout JSONWriter) {
    let counts = report.statistics
    json.key("stats")
    json.beginObject()
    json.member("total_slots", plan.slotCount)
    json.member("completed_slots", counts.completed)
    json.member("failed_slots", counts.failed)
    json.member("skipped_slots", counts.skipped)
    json.member("pending_slots", report.pending)
    json.member("unknown_slots", counts.unknown)
    json.member("total_orders_created", counts.ordersCreated)
    json.member("total_matches", counts.matches)
    json.endObject()
  }
}

extension SlotState {
  /// The name in the simulation state: `Pending`, `InProgress`, `Completed` ...
  var capitalizedName: String {
    switch self {
    case .pending: "Pending"
    case .inProgress: "InProgress"
    case .completed: "Completed"
    case .failed: "Failed"
    case .skipped: "Skipped"
    case .unknown: "Unknown"
    }
  }
}
