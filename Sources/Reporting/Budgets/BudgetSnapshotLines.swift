import Budgets
import Domain
public import JSONText
import Platform
public import Simulation

/// Writes the history of budgets as lines of JSON or CSV; `docs/formats/state.md` describes every
/// key.
public struct BudgetSnapshotLines: Sendable {
  private let plan: Plan

  /// The schema that every line of JSON names.
  public static let schema = "simulator.budget_snapshot/1"
  /// Names of the columns of CSV, as the keys of JSON.
  public static let columns = [
    "time", "slot", "account", "asset", "operation", "amount", "initial", "available", "locked",
    "spent", "received",
  ]

  /// Shows budgets of runs of `plan`.
  public init(_ plan: Plan) { self.plan = plan }

  /// Writes one snapshot on a line of its own.
  public func write(_ snapshot: BudgetSnapshot, to json: inout JSONWriter) {
    let operation = snapshot.operation
    let asset = plan.assets[operation.asset.position]
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("time", snapshot.time.text)
    json.member("slot", snapshot.slot)
    json.member("account", plan.accounts[operation.account.position].id)
    json.member("asset", asset.id)
    json.member("operation", operation.kind.rawValue)
    json.member("amount", operation.amount.text(decimals: asset.decimals))
    let after = operation.after.texts(decimals: asset.decimals)
    for (name, text) in zip(Self.columns.suffix(5), after) { json.member(name, text) }
    json.endObject()
    json.endLine()
  }

  /// The snapshot as texts, one for each of `columns`; the slot of an initial budget is empty.
  public func fields(_ snapshot: BudgetSnapshot) -> [String] {
    let operation = snapshot.operation
    let asset = plan.assets[operation.asset.position]
    return [
      snapshot.time.text, snapshot.slot.map { String($0) } ?? "",
      plan.accounts[operation.account.position].id, asset.id, operation.kind.rawValue,
      operation.amount.text(decimals: asset.decimals),
    ] + operation.after.texts(decimals: asset.decimals)
  }
}
