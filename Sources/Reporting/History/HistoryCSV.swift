import Domain
import Replay
public import Simulation

/// The events of a run as comma-separated values; `docs/history.md` describes every column.
public struct HistoryCSV: Sendable {
  private let plan: Plan

  /// Writes operations of `plan`.
  public init(_ plan: Plan) { self.plan = plan }

  /// Names of the columns.
  public static let columns = [
    "index", "type", "process", "time_ns", "slot", "kind", "account", "market", "side",
    "order_type", "time_in_force", "price", "quantity", "counterpart_slot", "pass", "attempts",
    "outcome", "reason", "order_status", "cumulative", "canceled", "fills",
  ]

  /// The line of names.
  public static var head: String { CSVLine(columns).text }

  /// The line of one event, its end included.
  public func line(_ event: HistoryEvent) -> String {
    let slot = event.operation.slot
    let market = plan.markets[slot.market.position]
    return CSVLine(
      [
        String(event.index), event.kind.rawValue, String(event.process),
        String(max(0, event.nanoseconds)), String(slot.sequence), slot.action.name,
        plan.accounts[slot.account.position].id, market.id, slot.side.name, slot.type.name,
        slot.timeInForce.name, market.text(slot.price), market.text(slot.quantity),
        slot.counterpart.map { String($0) } ?? "", String(event.operation.pass),
      ] + outcome(event, market)
    ).text
  }

  /// What is known once the operation ended; all empty at its beginning.
  private func outcome(_ event: HistoryEvent, _ market: Market) -> [String] {
    guard event.kind != .invoke, let outcome = event.operation.outcome else {
      return Array(repeating: "", count: 7)
    }
    let fills = event.operation.fills.map {
      "\($0.sequence):\($0.maker.sequence):\(market.text($0.price)):\(market.text($0.quantity))"
    }
    return [
      String(outcome.attempts), outcome.state.name, outcome.failure?.name ?? "",
      outcome.result?.status.name ?? "", outcome.result.map { market.text($0.cumulative) } ?? "",
      outcome.result.map { market.text($0.canceled) } ?? "", fills.joined(separator: " "),
    ]
  }
}
