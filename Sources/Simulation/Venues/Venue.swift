public import Domain
public import Matching

/// What a venue says of an order that it has.
public struct OrderResult: Hashable, Sendable {
  /// Where the order stands.
  public var status: OrderStatus
  /// How much of it was filled.
  public var cumulative: Quantity
  /// How much of it was canceled; of a cancel: how much of its target.
  public var canceled: Quantity

  /// Makes a result of its parts.
  public init(status: OrderStatus, cumulative: Quantity, canceled: Quantity) {
    self.status = status
    self.cumulative = cumulative
    self.canceled = canceled
  }

  /// Whether the venue knows that it had the order, and no longer what became of it.
  public var isForgotten: Bool {
    status == .expired && cumulative == .zero && canceled == .zero
  }
}

/// A venue's answer to an order or a cancel.
public enum VenueAnswer: Hashable, Sendable {
  /// The order is taken, now or by an earlier attempt under the same id.
  case done(OrderResult)
  /// The order was not taken, for a reason that no retry changes.
  case refused(RefusalReason)
  /// The order was certainly not taken.
  case failed(FailureReason)
  /// The answer was lost: the order may or may not have been taken.
  case unknown(FailureReason)
}

extension VenueAnswer {
  /// Whether the slot is done or refused for good.
  var isFinal: Bool {
    switch self {
    case .done, .refused: true
    case .failed, .unknown: false
    }
  }
}

/// A venue's answer to a look-up by client order id.
public enum FindAnswer: Hashable, Sendable {
  /// The venue has the order.
  case found(OrderResult)
  /// The venue has no such order.
  case notFound
  /// The answer was lost.
  case unknown(FailureReason)
}

/// Something that happened at a venue and moves budgets.
public enum VenueEvent: Hashable, Sendable {
  /// Two orders traded.
  case fill(Fill)
  /// That much of an order other than the one just sent was canceled (self-trade prevention).
  case canceled(ClientOrderID, Quantity)
}

extension VenueEvent {
  /// Whether it is a fill that this order took.
  func isFill(takenBy order: ClientOrderID) -> Bool {
    if case .fill(let fill) = self { fill.taker == order } else { false }
  }
}

/// Whatever takes orders.
///
/// Calls are synchronous: a venue that waits for a network owns its connection and blocks the lane
/// that drives it. A repeat under the same client order id never takes effect twice; it answers
/// with the existing order and with the events that the lost answer would have carried.
public protocol Venue: ~Copyable, SendableMetatype {
  /// The name used on the command line and in records.
  var name: String { get }

  /// Sends the slot's order or cancel.
  ///
  /// - Parameters:
  ///   - attempt: how many times this slot was sent in this pass, from 1.
  ///   - events: what happened is appended here.
  mutating func submit(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> VenueAnswer

  /// Sends the first try of several slots' orders and cancels, which take effect in this order.
  ///
  /// - Returns: an answer for each slot that was sent; those behind were not. Where one failed, none
  ///   behind it has taken effect unless its answer is unknown too.
  mutating func submitBatch(_ slots: [ActionSlot]) -> [BatchAnswer]

  /// Looks the slot's order up by client order id.
  mutating func find(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> FindAnswer

  /// Whether the venue lives in this process and must be restored together with the run.
  var livesInProcess: Bool { get }

  /// Whether sleeping and stalling are left out, since past slots are executed again.
  var isReplaying: Bool { get set }

  /// Lets `body` read the matching engine of a venue that is one; nil for others.
  func reading<Result>(_ body: (borrowing MatchingEngine) -> Result) -> Result?

  /// Events whose answers were lost and are still to be asked for, by slot.
  var undelivered: [UInt64: [VenueEvent]] { get }

  /// Follows budget that this lane received from another (positive) or handed out (negative), for
  /// venues in this process that keep wallets of their own for every lane.
  mutating func moveFunds(_ account: AccountIndex, _ asset: AssetIndex, _ amount: Amount)

  /// The venue's whole state, for venues that live in this process; for others what they need to go
  /// on.
  func encodedState() -> [UInt8]

  /// Takes note of a fill that was told before the run was taken up again.
  mutating func note(_ fill: Fill)

  /// Holds the venue's records of the run against what the run says of itself; nil for venues that
  /// keep none.
  func audit(_ record: RunAccount) -> VenueAudit?
}

/// Which try of a slot is under way; decides which fault is drawn for it.
public struct Attempt: Hashable, Sendable {
  /// 0 for the main pass, higher for later passes over failed or unknown slots.
  public var pass: UInt8
  /// The try within the pass, from 1.
  public var number: UInt32

  /// Makes an attempt.
  public init(pass: UInt8, number: UInt32) {
    self.pass = pass
    self.number = number
  }
}

extension Venue where Self: ~Copyable {
  /// Nil: most venues have no engine in this process.
  public func reading<Result>(_ body: (borrowing MatchingEngine) -> Result) -> Result? { nil }

  /// Nothing to do: most venues are restored with the run.
  public mutating func note(_ fill: Fill) {}

  /// Nil: most venues keep no records of their own.
  public func audit(_ record: RunAccount) -> VenueAudit? { nil }
  /// Nothing: most venues keep their wallets for all lanes together.
  public mutating func moveFunds(
    _ account: AccountIndex, _ asset: AssetIndex, _ amount: Amount
  ) {}

  /// One after the other, until one fails.
  public mutating func submitBatch(_ slots: [ActionSlot]) -> [BatchAnswer] {
    var answers: [BatchAnswer] = []
    for slot in slots {
      var events: [VenueEvent] = []
      let answer = submit(slot, attempt: Attempt(pass: 0, number: 1), into: &events)
      answers.append(BatchAnswer(answer, events))
      if !answer.isFinal { break }
    }
    return answers
  }

  /// No events, for venues that lose no answers.
  public var undelivered: [UInt64: [VenueEvent]] { [:] }
}
