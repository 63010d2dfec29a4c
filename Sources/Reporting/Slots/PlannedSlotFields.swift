import Domain
public import JSONText
import Replay
public import Simulation

/// What was planned for a slot, as text: the fields that JSON, CSV and tables share.
public struct PlannedSlotFields: Sendable {
  /// The plan.
  public let plan: Plan
  /// The schema that a line of `schedule --json` names.
  public static let schema = "simulator.planned_slot/1"

  /// Shows slots of `plan`.
  public init(_ plan: Plan) { self.plan = plan }

  /// Names of the columns of CSV, as the keys of JSON.
  public static let columns = [
    "sequence", "kind", "role", "account", "counterparty", "market", "side", "order_type",
    "time_in_force", "quantity", "price", "amount", "counterpart_slot", "matching_strategy",
  ]

  /// The slot as one line of CSV, columns as in `columns`; what does not exist is empty.
  public func csvLine(_ slot: ActionSlot) -> String {
    let market = plan.markets[slot.market.position]
    return CSVLine([
      String(slot.sequence), slot.action.name, slot.role.name,
      plan.accounts[slot.account.position].id, counterparty(of: slot) ?? "", market.id,
      slot.side.name, slot.type.name, slot.timeInForce.name, market.text(slot.quantity),
      market.text(slot.price), quoteAmount(of: slot),
      slot.counterpart.map { String($0) } ?? "", slot.strategy.name,
    ]).text
  }

  /// Writes the slot as one JSON object of its own.
  public func write(_ slot: ActionSlot, to json: inout JSONWriter) {
    json.beginObject()
    json.member("schema", Self.schema)
    writeMembers(slot, to: &json)
    json.endObject()
    json.endLine()
  }

  /// Writes the slot's fields as members of the current object.
  func writeMembers(_ slot: ActionSlot, to json: inout JSONWriter) {
    let market = plan.markets[slot.market.position]
    json.member("sequence", slot.sequence)
    json.member("kind", slot.action.name)
    json.member("role", slot.role.name)
    json.member("account", plan.accounts[slot.account.position].id)
    json.member("counterparty", counterparty(of: slot))
    json.member("market", market.id)
    json.member("side", slot.side.name)
    json.member("order_type", slot.type.name)
    json.member("time_in_force", slot.timeInForce.name)
    json.member("quantity", market.text(slot.quantity))
    json.member("price", market.text(slot.price))
    json.member("amount", quoteAmount(of: slot))
    json.member("counterpart_slot", slot.counterpart)
    json.member("matching_strategy", slot.strategy.name)
  }

  /// The account that the slot is meant to meet; nil for one that is meant to meet nobody.
  public func counterparty(of slot: ActionSlot) -> String? {
    slot.plannedCounterpart == nil ? nil : plan.accounts[slot.counterparty.position].id
  }

  /// Price x quantity, in quote units.
  func quoteAmount(of slot: ActionSlot) -> String {
    let market = plan.markets[slot.market.position]
    return market.notional(slot.price, slot.quantity)
      .text(decimals: plan.assets[market.quote.position].decimals)
  }
}

extension Plan {
  /// The schema of the line that `schedule --json` begins with.
  public static let scheduleSchema = "simulator.schedule/1"

  /// Writes what the plan is, as one JSON object on a line of its own.
  public func writeScheduleHead(to json: inout JSONWriter) {
    json.beginObject()
    json.member("schema", Self.scheduleSchema)
    json.member("plan_hash", hash.digest)
    json.member("seed", seed)
    json.member("slots", slotCount)
    json.member("accounts", UInt64(accounts.count))
    json.member("markets", UInt64(markets.count))
    json.endObject()
    json.endLine()
  }
}
