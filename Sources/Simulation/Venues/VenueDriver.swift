import Budgets
public import Domain

/// What a venue outside of this process does; `ExternalVenue` makes a `Venue` of it.
///
/// It is implemented above this target, by whoever speaks the venue's language. One thread uses it.
public protocol VenueDriver: AnyObject {
  /// Sends the slot's order or cancel under its client order id. A repeat takes effect once, and is
  /// answered with the order and all fills that it had when it came in.
  func submit(_ slot: ActionSlot, into events: inout [VenueEvent]) -> VenueAnswer

  /// Looks the slot's order up, with all fills that it had when it came in.
  func find(_ slot: ActionSlot, into events: inout [VenueEvent]) -> FindAnswer

  /// For each market where the fills stand that were told; what comes behind is new.
  var fillSequences: [UInt64] { get set }

  /// Takes note of a fill that was told before the run was taken up again.
  func note(_ fill: Fill)

  /// Sends several slots' orders and cancels, as `Venue.submitBatch` does.
  func submitBatch(_ slots: [ActionSlot]) -> [BatchAnswer]

  /// Holds what the venue has recorded of this run against what the run says of itself.
  func audit(_ record: RunAccount) -> VenueAudit
}

/// A venue's answer to one slot of a batch.
public struct BatchAnswer: Hashable, Sendable {
  /// The answer.
  public var answer: VenueAnswer
  /// What happened because of the slot, as `Venue.submit` tells it.
  public var events: [VenueEvent]

  /// Makes an answer of its parts.
  public init(_ answer: VenueAnswer, _ events: [VenueEvent]) {
    self.answer = answer
    self.events = events
  }
}

extension VenueDriver {
  /// One after the other, for venues that know no batches.
  public func submitBatch(_ slots: [ActionSlot]) -> [BatchAnswer] {
    var answers: [BatchAnswer] = []
    for slot in slots {
      var events: [VenueEvent] = []
      let answer = submit(slot, into: &events)
      answers.append(BatchAnswer(answer, events))
      if !answer.isFinal { break }
    }
    return answers
  }
}

/// What a run, or one lane of it, says of itself to a venue that it is compared with.
public struct RunAccount: Sendable {
  /// Orders that the venue took.
  public var ordersCreated: UInt64
  /// Fills that were told.
  public var fills: UInt64
  /// The markets that it is about.
  public var markets: [MarketIndex]
  /// Per account and asset, row by account: locked, spent, received.
  public var amounts: [(locked: Amount, spent: Amount, received: Amount)]

  /// What one lane says, on the markets that it executes.
  public init<V: Venue & ~Copyable>(of core: borrowing ExecutionCore<V>) {
    ordersCreated = core.statistics.ordersCreated
    fills = core.statistics.matches
    markets = []
    for market in core.plan.markets.indices
    where core.lanes.lane(of: MarketIndex(market)) == core.lane {
      markets.append(MarketIndex(market))
    }
    amounts = []
    for account in core.plan.accounts.indices {
      for asset in core.plan.assets.indices {
        let budget = core.budgets.get(AccountIndex(account), AssetIndex(asset))
        amounts.append((budget.locked, budget.spent, budget.received))
      }
    }
  }
}

/// One thing in which a venue compared its records with the run.
public struct VenueCheck: Sendable {
  /// What does not hold if something is wrong.
  public let invariant: Invariant
  /// What is expected, in words.
  public let name: String
  /// What is wrong; empty when nothing is.
  public let messages: [String]

  /// Makes a check of its parts.
  public init(_ invariant: Invariant, _ name: String, messages: [String] = []) {
    self.invariant = invariant
    self.name = name
    self.messages = messages
  }
}

/// What a venue found when it compared its records with the run.
public struct VenueAudit: Sendable {
  /// Checks that were made.
  public var checks: [VenueCheck]
  /// What a user should know and is not wrong.
  public var notes: [String]
  /// Checks that could not be made, with the reason.
  public var leftOut: [String]

  /// Makes an audit of its parts.
  public init(
    checks: [VenueCheck] = [], notes: [String] = [],
    leftOut: [String] = []
  ) {
    self.checks = checks
    self.notes = notes
    self.leftOut = leftOut
  }
}

/// What a driver is opened for.
public struct VenueRequest: Sendable {
  /// The plan.
  public let plan: Plan
  /// What client order ids of the run begin with; no other run has it.
  public let orderKey: String
  /// Whether the run begins; else it goes on.
  public let isFresh: Bool
  /// The folder of saved runs.
  public let stateDirectory: String

  /// Makes a request of its parts.
  public init(plan: Plan, orderKey: String, isFresh: Bool, stateDirectory: String) {
    self.plan = plan
    self.orderKey = orderKey
    self.isFresh = isFresh
    self.stateDirectory = stateDirectory
  }
}

/// Opens the venue that a configuration names.
///
/// Throws `RunError` when it cannot be reached, or is not what the plan was made for.
public typealias VenueOpener = @Sendable (VenueRequest) throws(RunError) -> any VenueDriver
