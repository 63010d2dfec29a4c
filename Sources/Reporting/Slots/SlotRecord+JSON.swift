import Domain
public import JSONText
import Platform
public import Simulation

/// Writes slots of a saved run, with what became of them, as lines of JSON;
/// `docs/formats/state.md` describes every key.
public struct SlotLines: Sendable {
  private let planned: PlannedSlotFields
  private let runID: String

  /// The schema that every line names.
  public static let schema = "simulator.slot/1"

  /// Writes slots of run `runID` of `plan`.
  public init(_ plan: Plan, runID: String) {
    planned = PlannedSlotFields(plan)
    self.runID = runID
  }

  /// Writes one slot on a line of its own.
  public func write(_ record: borrowing SlotRecord, to json: inout JSONWriter) {
    let slot = record.slot
    let market = planned.plan.markets[slot.market.position]
    json.beginObject()
    json.member("schema", Self.schema)
    planned.writeMembers(slot, to: &json)
    json.member("client_order_id", slot.clientOrderID.text(runID: runID))
    json.member("state", record.state.name)
    json.member("attempts", record.attempts)
    json.member("pass", UInt64(record.pass))
    json.member("reason", record.outcome?.failure?.name)
    json.member("decision", record.decisionName)
    let result = record.outcome?.result
    json.member("order_status", result?.status.name)
    json.member("filled", result.map { market.text($0.cumulative) })
    json.member("canceled", result.map { market.text($0.canceled) })
    json.key("fills")
    json.beginArray()
    for fill in record.fills { write(fill, to: &json) }
    json.endArray()
    json.member("finished_at", record.finishedAt?.text)
    json.endObject()
    json.endLine()
  }

  private func write(_ fill: Fill, to json: inout JSONWriter) {
    let market = planned.plan.markets[fill.market.position]
    json.beginObject()
    json.member("tape_sequence", fill.sequence)
    json.member("maker_slot", fill.maker.sequence)
    json.member("taker_slot", fill.taker.sequence)
    json.member("price", market.text(fill.price))
    json.member("quantity", market.text(fill.quantity))
    json.endObject()
  }
}

extension SlotRecord {
  /// What was decided about the slot when its retries were used up; nil when nothing had to be.
  public var decisionName: String? {
    guard let decision = outcome?.decision, decision != .none else { return nil }
    return decision.name
  }
}
