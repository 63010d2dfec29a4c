import Domain
import Reporting
import Simulation

/// Slots for people: the cells of a table.
struct SlotText {
  let plan: Plan

  /// What was planned.
  static let plannedColumns: [TextTable.Column] = [
    .init("Slot", .right), .init("Account"), .init("Action"), .init("Side"), .init("Order"),
    .init("Quantity", .right), .init("Price", .right), .init("Market"), .init("Counterparty"),
  ]

  /// What was planned, and what became of it.
  static let columns =
    plannedColumns + [
      .init("State"), .init("Attempts", .right), .init("Reason"), .init("Order status"),
      .init("Filled", .right), .init("Fills", .right),
    ]

  /// One cell for each of `plannedColumns`.
  func plannedCells(_ slot: ActionSlot) -> [String] {
    let market = plan.markets[slot.market.position]
    let cancels = slot.action == .cancel ? slot.counterpart.map { " slot \($0)" } ?? "" : ""
    return [
      String(slot.sequence), plan.accounts[slot.account.position].id, slot.action.name + cancels,
      slot.side.name, "\(slot.type.name) \(slot.timeInForce.abbreviation)",
      market.text(slot.quantity), market.text(slot.price), market.id,
      PlannedSlotFields(plan).counterparty(of: slot) ?? "-",
    ]
  }

  /// One cell for each of `columns`.
  func cells(_ record: borrowing SlotRecord) -> [String] {
    let market = plan.markets[record.slot.market.position]
    let result = record.outcome?.result
    return plannedCells(record.slot) + [
      record.state.name, String(record.attempts), record.outcome?.failure?.name ?? "-",
      result?.status.name ?? "-", result.map { market.text($0.cumulative) } ?? "-",
      String(record.fills.count),
    ]
  }
}

extension TimeInForce {
  /// The three letters by which traders know it.
  fileprivate var abbreviation: String {
    switch self {
    case .goodTillCancel: "GTC"
    case .immediateOrCancel: "IOC"
    case .fillOrKill: "FOK"
    }
  }
}
