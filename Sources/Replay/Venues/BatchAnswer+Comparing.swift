import Domain
import Matching
import Simulation

extension BatchAnswer {
  /// Whether both say the same: outcome, fills in their order, and orders that were canceled beside.
  /// Ids of fills are each venue's own.
  func agrees(with other: BatchAnswer) -> Bool {
    guard answer == other.answer, events.count == other.events.count else { return false }
    return fills.elementsEqual(other.fills, by: Self.isSame) && canceled == other.canceled
  }

  /// The outcome in words, with quantities in lots and prices in ticks.
  var summary: String {
    switch answer {
    case .refused(let reason): return "refused (\(reason.name))"
    case .failed(let reason): return "failed (\(reason.name))"
    case .unknown(let reason): return "unknown (\(reason.name))"
    case .done(let result):
      let taken = fills.map {
        ", fill \($0.sequence): \($0.quantity.lots) at \($0.price.ticks) of order \($0.maker.sequence)"
      }
      return "\(result.status.name), \(result.cumulative.lots) lots filled, "
        + "\(result.canceled.lots) canceled\(taken.joined())"
    }
  }

  private var fills: [Fill] {
    events.compactMap { if case .fill(let fill) = $0 { fill } else { nil } }
  }

  private var canceled: [ClientOrderID: Quantity] {
    var canceled: [ClientOrderID: Quantity] = [:]
    for case .canceled(let order, let quantity) in events { canceled[order] = quantity }
    return canceled
  }

  private static func isSame(_ left: Fill, _ right: Fill) -> Bool {
    left.sequence == right.sequence && left.market == right.market && left.maker == right.maker
      && left.taker == right.taker && left.takerSide == right.takerSide
      && left.price == right.price && left.quantity == right.quantity
  }
}

extension OrderCommand {
  /// The command in words, with quantities in lots and prices in ticks.
  var summary: String {
    let terms = "\(quantity.lots) lots at \(price.ticks) ticks"
    return switch kind {
    case .place: "command \(id.sequence), \(side.name) \(terms)"
    case .cancel: "command \(id.sequence), cancel of order \(target.sequence)"
    case .amend: "command \(id.sequence), amendment of order \(target.sequence) to \(terms)"
    }
  }
}
