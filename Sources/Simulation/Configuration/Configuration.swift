public import Domain

/// Everything that a run is made from: validated, complete, and free of anything left to interpret.
///
/// It is read from `simulator.json` and the command line by `read(file:overrides:)` and written
/// back by `write(to:)`; the format is described in `docs/formats/configuration.md`. A
/// configuration that was read holds these invariants: at least two accounts, at least one active
/// market, every amount is exact in its asset's minor units, and no sum or product over the whole
/// run leaves 128 bits.
public struct Configuration: Equatable, Sendable {
  /// Seed of every random draw.
  public var seed: UInt64
  /// How many times the whole schedule is run through, at least 1.
  public var iterations: UInt64
  /// Folder of the saved runs.
  public var stateDirectory: String
  /// The accounts that trade: those whose label the filter admits, in order.
  public var accounts: [Account]
  /// How `accounts` came about, to write them back compactly.
  public var accountSource: AccountSource
  /// Prefix of the labels of the accounts that trade; nil admits all.
  public var accountFilter: String?
  /// The assets; an `AssetIndex` is a position in this list.
  public var assets: [Asset]
  /// The markets that the filter admits; a `MarketIndex` is a position in this list.
  public var markets: [Market]
  /// Ids of the markets that are used, in the order given; nil admits all.
  public var marketFilter: [String]?
  /// What is traded, by whom and at which prices.
  public var scheduler: SchedulerConfiguration
  /// How slots are executed.
  public var processor: ProcessorConfiguration
  /// How slots are spread over lanes and time.
  public var load: LoadConfiguration
  /// What the accounts may spend.
  public var budget: BudgetConfiguration
  /// Where the orders go.
  public var venue: VenueConfiguration
  /// What goes wrong on purpose; nil when nothing does.
  public var faults: FaultConfiguration?
  /// Limits that the run's figures must keep.
  public var thresholds: [Threshold]

  /// How many slots one iteration has.
  public var slotsPerIteration: UInt64 { UInt64(accounts.count) * scheduler.tradesPerAccount }

  /// What `account` may spend of `asset` at the start, in the asset's minor units. Logarithmic in
  /// the number of budget entries.
  ///
  /// The most specific entry wins: account and asset, then account, then asset, then neither;
  /// without any the budget is zero.
  public func initialBudget(account: AccountIndex, asset: AssetIndex) -> Amount {
    guard let entry = budget.entry(account: account, asset: asset) else { return .zero }
    guard let units = entry.amount.wholeUnits(scale: assets[asset.position].decimals) else {
      preconditionFailure("budget \(entry.amount) is not exact in \(assets[asset.position].id)")
    }
    return Amount(minorUnits: units)
  }
}

/// How the list of accounts is stated.
public enum AccountSource: Equatable, Sendable {
  /// `count` accounts named `prefix-1`, `prefix-2` ...; the label is the id.
  case generated(count: Int, prefix: String)
  /// Every account stated by itself.
  case listed
}
