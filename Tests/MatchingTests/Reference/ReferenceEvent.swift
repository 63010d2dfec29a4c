import Domain
import Matching

/// What the reference says happened; the engine's events are translated into it to compare.
enum ReferenceEvent: Equatable {
  case accepted(UInt64, account: Int, market: Int, Side, price: Int64, lots: Int64)
  case amended(UInt64, account: Int, market: Int, Side, price: Int64, lots: Int64)
  case rejected(UInt64, account: Int, market: Int, RefusalReason)
  case canceled(
    UInt64, account: Int, market: Int, Side, price: Int64, lots: Int64, CancelReason)
  case fill(Fill)
  case malformed(MatchingEvent)

  init(_ event: MatchingEvent) {
    let order = event.order.sequence
    let account = event.account.position
    let market = event.market.position
    let price = event.price.ticks
    let lots = event.quantity.lots
    switch (event.kind, event.fill, event.cancelReason, event.refusal) {
    case (.accepted, nil, nil, nil):
      self = .accepted(
        order, account: account, market: market, event.side, price: price, lots: lots)
    case (.amended, nil, nil, nil):
      self = .amended(
        order, account: account, market: market, event.side, price: price, lots: lots)
    case (.rejected, nil, nil, let reason?):
      self = .rejected(order, account: account, market: market, reason)
    case (.canceled, nil, let reason?, nil):
      self = .canceled(
        order, account: account, market: market, event.side, price: price, lots: lots, reason)
    case (.fill, let fill?, nil, nil): self = .fill(fill)
    default: self = .malformed(event)
    }
  }
}
