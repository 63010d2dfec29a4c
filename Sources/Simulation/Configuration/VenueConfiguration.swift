public import Domain

/// Where the orders go.
public struct VenueConfiguration: Equatable, Sendable {
  /// Which kind of venue.
  public var type: VenueType
  /// What happens when an order meets another of its own account.
  public var selfTradePrevention: SelfTradePrevention
  /// How the database is reached, for venues in one.
  public var database = DatabaseConfiguration()

  /// Makes a venue of its type.
  public init(type: VenueType, selfTradePrevention: SelfTradePrevention) {
    self.type = type
    self.selfTradePrevention = selfTradePrevention
  }
}

/// The kinds of venues.
public enum VenueType: String, CaseIterable, Sendable {
  /// The order book within this program.
  case embedded
  /// Acknowledges everything and matches nothing, to measure the generator itself.
  case null
  /// The order-book database of this program, on a PostgreSQL server.
  case postgresql
  /// Any order book on a PostgreSQL server, by statements of the configuration.
  case sql

  /// Whether it keeps its state outside of this process.
  public var isOutside: Bool { self == .postgresql || self == .sql }
}

/// How an order book in a database is reached and used.
public struct DatabaseConfiguration: Equatable, Sendable {
  /// The connection, as a URL or as `keyword=value`; nil leaves it to the environment.
  public var url: String?
  /// The schema of the order-book database.
  public var schema = Self.schemaDefault
  /// When fills reach the balances.
  public var settlement = Settlement.immediate
  /// How long an answer may take, in milliseconds.
  public var answerTimeoutMilliseconds: UInt64 = 10_000
  /// How many orders at most go into one transaction of venue `postgresql`.
  public var batchSize = 1
  /// Statements of venue `sql`, by their purpose.
  public var statements: [NamedStatement] = []

  /// The schema where none is named.
  public static let schemaDefault = "orderbook"

  /// Everything absent.
  public init() {}
}

/// One statement of the configuration.
public struct NamedStatement: Equatable, Sendable {
  /// What it is for.
  public var name: String
  /// Its SQL text, with parameters as `:name`.
  public var text: String
}

/// When fills reach the balances.
public enum Settlement: String, CaseIterable, Sendable {
  /// Together with the order that caused them.
  case immediate
  /// Later, by a settlement of its own.
  case deferred
}
