import Domain
import Matching

extension ReferenceEngine {
  /// All reasons against a command that was not seen before; the first in the list of reasons wins.
  func refusal(_ command: OrderCommand) -> RefusalReason? {
    let reasons = reasons(command)
    return RefusalReason.allCases.first { reasons.contains($0) }
  }

  private func reasons(_ command: OrderCommand) -> Set<RefusalReason> {
    var reasons: Set<RefusalReason> = []
    if !markets.indices.contains(command.market.position) { reasons.insert(.unknownMarket) }
    if !(0..<accountCount).contains(command.account.position) { reasons.insert(.unknownAccount) }
    if !reasons.isEmpty { return reasons }
    switch command.kind {
    case .place: return reasonsAgainstPlacing(command)
    case .cancel: return target(command) == nil ? [.unknownOrder] : []
    case .amend: return reasonsAgainstAmending(command)
    }
  }

  private func target(_ command: OrderCommand) -> Order? {
    open.first {
      $0.id == command.target.sequence && $0.account == command.account.position
        && $0.market == command.market.position
    }
  }

  private func reasonsAgainstPlacing(_ command: OrderCommand) -> Set<RefusalReason> {
    var reasons = reasonsAgainstTerms(command)
    if command.isPostOnly && (command.type == .market || command.timeInForce != .goodTillCancel) {
      reasons.insert(.invalidInstruction)
    }
    if !reasons.isEmpty { return reasons }
    let order = Order(
      id: command.id.sequence, account: command.account.position,
      market: command.market.position, side: command.side, isPostOnly: command.isPostOnly,
      command: command, price: command.price.ticks, total: command.quantity.lots)
    return reasonsAgainstEntering(order, alreadyLocked: 0)
  }

  private func reasonsAgainstAmending(_ command: OrderCommand) -> Set<RefusalReason> {
    var reasons = reasonsAgainstTerms(command)
    guard var order = target(command) else { return reasons.union([.unknownOrder]) }
    if command.quantity.lots <= order.filled { reasons.insert(.invalidQuantity) }
    if !reasons.isEmpty { return reasons }
    let alreadyLocked = cost(order)
    order.price = command.price.ticks
    order.total = command.quantity.lots
    return reasonsAgainstEntering(order, alreadyLocked: alreadyLocked)
  }

  private func reasonsAgainstTerms(_ command: OrderCommand) -> Set<RefusalReason> {
    var reasons: Set<RefusalReason> = []
    let market = markets[command.market.position]
    let largest = Int128.max / 4
    let price = Int128(command.price.ticks)
    let lots = Int128(command.quantity.lots)
    if market.status == .suspended { reasons.insert(.marketNotActive) }
    let base = lots.multipliedReportingOverflow(by: market.baseUnitsPerLot)
    if lots <= 0 || base.overflow || base.partialValue > largest {
      reasons.insert(.invalidQuantity)
    }
    let quote = (price * lots).multipliedReportingOverflow(by: market.quoteUnitsPerTickLot)
    if price <= 0 || quote.overflow || quote.partialValue > largest {
      reasons.insert(.invalidPrice)
    }
    if case .regulated(let band) = market.regulation {
      // |price - reference| <= band x reference, in whole numbers.
      let reference = Int128(market.referencePrice.ticks)
      let distance = price > reference ? price - reference : reference - price
      let scale = ExactDecimal.powerOfTen(band.scale)!
      if distance * scale > reference * band.significand { reasons.insert(.priceOutsideBand) }
    }
    return reasons
  }

  private func reasonsAgainstEntering(
    _ order: Order, alreadyLocked: Int128
  ) -> Set<RefusalReason> {
    var reasons: Set<RefusalReason> = []
    let market = markets[order.market]
    let asset = order.side == .bid ? market.quote : market.base
    let wallet = available[Key(account: order.account, asset: asset.position)] ?? 0
    if cost(order) > wallet + alreadyLocked { reasons.insert(.insufficientBalance) }
    let opposite = queue(order.market, order.side.opposite)
    if order.isPostOnly && opposite.contains(where: { accepts(order, $0.price) }) {
      reasons.insert(.postOnlyWouldCross)
    }
    return reasons
  }

  private func cost(_ order: Order) -> Int128 {
    let market = markets[order.market]
    return order.side == .bid
      ? Int128(order.price) * Int128(order.left) * market.quoteUnitsPerTickLot
      : Int128(order.left) * market.baseUnitsPerLot
  }
}
