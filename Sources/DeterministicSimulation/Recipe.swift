import Domain

/// What a seed stands for: a small plan, what goes wrong while it is executed, and in which order.
///
/// Everything follows from the seed and the limits; equal ones give equal histories, on any machine.
public struct Recipe: Equatable, Sendable {
  /// The seed.
  public let seed: UInt64
  /// Accounts that trade.
  public var accounts: Int
  /// Slots of each account in one iteration.
  public var tradesPerAccount: Int
  /// How often the schedule is run through.
  public var iterations: Int
  /// Markets.
  public var markets: Int
  /// Lanes.
  public var lanes: Int
  /// What makes the plan more than the simplest there is.
  public var features: Set<Feature>
  /// What ends processes, one after the other.
  public var disruptions: [Disruption]

  /// Parts of a history that can be left out.
  public enum Feature: String, CaseIterable, Sendable {
    /// The venue refuses, fails and loses answers.
    case faults
    /// Orders that are meant to rest.
    case resting
    /// Cancels of resting orders.
    case cancels
    /// Market orders, immediate-or-cancel and fill-or-kill.
    case types
    /// Prices drawn around the reference price, bands, other offsets.
    case prices
    /// Budgets that run out.
    case tight
    /// Proceeds that cannot be spent again.
    case keeping
    /// Slots due at planned times.
    case open
    /// Records that wait in the process before they are written.
    case buffered
    /// Records that survive a power failure.
    case fsync
    /// Seconds that pass within the run, so that checkpoints are written on the way.
    case pauses
    /// Failing slots after which the run stops.
    case quits
    /// Other self-trade prevention and distribution than the default.
    case settings
  }

  /// How many slots the plan has.
  public var slotCount: Int { accounts * tradesPerAccount * iterations }
}

/// What a history may not exceed, and what is left out of it: how a failing history is made smaller.
public struct RecipeLimits: Equatable, Sendable {
  /// Slots of a plan.
  public var slots = 200
  /// Accounts; nil for as many as are drawn.
  public var accounts: Int?
  /// Markets; nil for as many as are drawn.
  public var markets: Int?
  /// Lanes; nil for as many as are drawn.
  public var lanes: Int?
  /// What is left out.
  public var without: Set<Recipe.Feature> = []
  /// The disruptions; nil for those drawn.
  public var disruptions: [Disruption]?

  /// Histories of 200 slots, nothing left out.
  public init() {}
}
