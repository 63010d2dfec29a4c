import Domain
public import JSONText
public import Simulation

/// A run as a history of transactions over lists, for Jepsen's checkers; `docs/history.md` tells what
/// stands for what, and why.
///
///     key              list
///     order 17         [17] while the order of slot 17 may trade, [17, 19] once slot 19 canceled it
///     BTC/USD fill 41  [41] once the market's tape has a fill of that number
public struct JepsenHistory: Sendable {
  /// What was told of a market's tape.
  private struct Tape {
    var last: UInt64?
    /// Whether an order may have traded without telling it.
    var mayHaveGap = false
  }

  private let plan: Plan
  private var tapes: [Tape]

  /// Writes operations of `plan`.
  public init(_ plan: Plan) {
    self.plan = plan
    tapes = Array(repeating: Tape(), count: plan.markets.count)
  }

  /// Writes one event as one JSON object. Events must come in their order.
  public mutating func write(_ event: HistoryEvent, to json: inout JSONWriter) {
    json.beginObject()
    json.member("index", event.index)
    json.member("type", event.kind.rawValue)
    json.member("f", "txn")
    json.key("value")
    json.beginArray()
    for step in steps(event) { step.write(to: &json) }
    json.endArray()
    json.member("process", event.process)
    json.member("time", UInt64(max(0, event.nanoseconds)))
    json.member("slot", event.operation.slot.sequence)
    json.endObject()
  }

  /// What the transaction does, as far as it is known at the event.
  mutating func steps(_ event: HistoryEvent) -> [HistoryStep] {
    let operation = event.operation
    if event.kind == .info { tapes[operation.slot.market.position].mayHaveGap = true }
    let order = Self.order(of: operation.slot)
    // A look-up tells that the order is there, not what became of it since: nothing a list could say.
    guard operation.isEffective else { return [] }
    switch operation.slot.action {
    case .place: return [.append(order, operation.slot.sequence)] + fills(event)
    case .cancel:
      return [
        .append(order, operation.slot.sequence),
        .read(order, event.kind == .ok ? Self.content(operation.slot) : nil),
      ]
    }
  }

  /// What an order met when it came in: orders that were there, at the tape's end.
  private mutating func fills(_ event: HistoryEvent) -> [HistoryStep] {
    guard event.kind == .ok || event.kind == .info else { return [] }
    var steps: [HistoryStep] = []
    var makers: Set<UInt64> = []
    var last: UInt64?
    for fill in event.operation.fills {
      let market = plan.markets[fill.market.position].id
      if last.map({ $0 + 1 }) != fill.sequence, let before = predecessor(of: fill) {
        steps.append(.read("\(market) fill \(before)", [before]))
      }
      last = fill.sequence
      tapes[fill.market.position] = Tape(last: fill.sequence)
      let maker = fill.maker.sequence
      if maker < plan.slotCount, makers.insert(maker).inserted {
        steps.append(.read("order \(maker)", [maker]))
      }
      steps.append(.append("\(market) fill \(fill.sequence)", fill.sequence))
    }
    return steps
  }

  /// The fill that stands before another on the tape: the one with the number before, told or not yet;
  /// but where that may be one that nobody ever tells, the last that was told.
  private func predecessor(of fill: Fill) -> UInt64? {
    let tape = tapes[fill.market.position]
    if tape.mayHaveGap { return tape.last }
    return fill.sequence > 1 ? fill.sequence - 1 : nil
  }

  /// The list of the order that a slot places or cancels.
  private static func order(of slot: ActionSlot) -> String {
    "order \(slot.action == .cancel ? slot.counterpart ?? slot.sequence : slot.sequence)"
  }

  /// That list once the slot took effect.
  private static func content(_ slot: ActionSlot) -> [UInt64] {
    guard slot.action == .cancel, let order = slot.counterpart else { return [slot.sequence] }
    return [order, slot.sequence]
  }
}

/// One step of a transaction.
enum HistoryStep: Equatable, Sendable {
  /// Puts an element at the end of a list.
  case append(String, UInt64)
  /// Reads a whole list; nil while nobody knows what was read.
  case read(String, [UInt64]?)

  func write(to json: inout JSONWriter) {
    json.beginArray()
    switch self {
    case .append(let key, let element):
      json.string("append")
      json.string(key)
      json.integer(element)
    case .read(let key, let elements):
      json.string("r")
      json.string(key)
      if let elements {
        json.beginArray()
        for element in elements { json.integer(element) }
        json.endArray()
      } else {
        json.null()
      }
    }
    json.endArray()
  }
}
