import Domain
import Matching
public import Platform
public import Simulation

/// Writes a plan as an order flow, whose replay on an equal venue gives the same tape as a run of the
/// plan.
public enum PlanExport {
  /// Writes all slots of `plan` to the file at `path`.
  ///
  /// A slot's time is when it is due at the configured pace, and 0 without one.
  ///
  /// - Parameter isStopRequested: asked now and then; true ends the export.
  /// - Returns: the number of rows written.
  public static func write(
    _ plan: Plan, to path: String, isStopRequested: () -> Bool = { false }
  ) throws(SystemError) -> UInt64 {
    let writer = try FlowWriter(path: path, terms: FlowTerms(plan))
    let pace = plan.configuration.processor.tradesPerSecond
    plan.scheduler.forEachSlot(SlotSelection()) {
      slot in
      let due = pace?.dueNanoseconds(ofSlot: slot.sequence) ?? 0
      writer.write(OrderCommand(slot), time: Int64(clamping: due))
      let isTimeToAsk = slot.sequence % 1024 == 0
      return writer.failure == nil && !(isTimeToAsk && isStopRequested())
    }
    try writer.finish()
    return writer.rowCount
  }
}

extension FlowTerms {
  /// What a plan trades.
  public init(_ plan: Plan) {
    let deposits = plan.initialBudgets().enumerated().flatMap { account, amounts in
      amounts.enumerated().compactMap { asset, amount in
        amount == .zero
          ? nil
          : Deposit(account: AccountIndex(account), asset: AssetIndex(asset), amount: amount)
      }
    }
    self.init(
      assets: plan.assets, markets: plan.markets, accounts: plan.accounts.map(\.id),
      deposits: deposits, recyclesProceeds: plan.configuration.budget.recycleProceeds,
      selfTradePrevention: plan.configuration.venue.selfTradePrevention)
  }
}

extension OrderCommand {
  /// What a slot sends.
  init(_ slot: ActionSlot) {
    switch slot.action {
    case .place:
      self.init(
        kind: .place, id: slot.clientOrderID, account: slot.account, market: slot.market,
        side: slot.side, type: slot.type, timeInForce: slot.timeInForce, price: slot.price,
        quantity: slot.quantity)
    case .cancel:
      self = .cancel(
        slot.clientOrderID, account: slot.account, market: slot.market,
        target: ClientOrderID(sequence: slot.counterpart ?? slot.sequence))
    }
  }
}
