internal import Domain
public import Matching
internal import Platform
public import PostgreSQL
public import Replay
public import Simulation

/// The order-book database taking recorded orders, on one connection.
public final class PostgreSQLFlowVenue: OutsideFlowVenue {
  let terms: FlowTerms
  let key: OrderKey
  let ids: DatabaseIDs
  let connection: LaneConnection
  let settings: ConnectionSettings
  let schema: String
  /// What accounts had before the first order.
  let balancesBefore: FlowBalances
  private let selfTrade: String
  private let isDeferred: Bool
  private var parameters = Parameters()

  /// Connects and makes ready what the flow trades.
  ///
  /// - Throws: `FlowError` when the server cannot be reached, or its database cannot take the flow.
  public init(
    _ terms: FlowTerms, _ database: DatabaseConfiguration, settings: ConnectionSettings
  ) throws(FlowError) {
    self.terms = terms
    self.settings = settings
    schema = database.schema
    selfTrade = terms.selfTradePrevention.name
    isDeferred = database.settlement == .deferred
    let digits = String(SystemRandom.word() | 1 << 63, radix: 32).dropFirst()
    let orderKey = "replay.\(digits)"
    key = OrderKey(orderKey)
    let population = FlowPopulation(terms, database)
    try Self.refuse(population.problemsOfNames())
    connection = Self.connection(database, settings)
    let made: FlowPopulation.Made
    do throws(PostgreSQLError) {
      try connection.open()
      made = try connection.persistently { (connection) throws(PostgreSQLError) in
        try population.make(orderKey: orderKey, &connection)
      }
    } catch {
      throw FlowError(RunError(error))
    }
    try Self.refuse(made.problems)
    (ids, balancesBefore) = (made.ids, made.balances)
  }

  private static func connection(
    _ database: DatabaseConfiguration, _ settings: ConnectionSettings
  ) -> LaneConnection {
    let book = OrderBookSchema(name: database.schema)
    let statements = FlowStatements(schema: database.schema)
    return LaneConnection(
      settings, answerTimeoutMilliseconds: Int64(database.answerTimeoutMilliseconds)
    ) { (connection) throws(PostgreSQLError) in
      try book.requireLatest(&connection)
      try statements.prepare(on: &connection)
    }
  }

  private static func refuse(_ problems: [String]) throws(FlowError) {
    if !problems.isEmpty { throw .venueMismatch(problems.joined(separator: "\n")) }
  }

  /// `postgresql`.
  public var name: String { "postgresql" }

  /// Carries out commands in one transaction.
  public func carryOut(_ commands: [OrderCommand]) -> OutsideFlowAnswer {
    do throws(PostgreSQLError) {
      let answers = try answers(to: commands)
      var results: [BatchAnswer] = []
      results.reserveCapacity(commands.count)
      for (place, command) in commands.enumerated() {
        guard let answer = answers.answer(at: place + 1) else {
          throw PostgreSQLError(.unexpectedAnswer, "the database gave no answer to a command")
        }
        results.append(result(answer, of: command))
      }
      if isDeferred { for market in Set(commands.map(\.market)) { settle(market) } }
      return .done(results)
    } catch {
      let failure = OutcomeMapping.failure(error)
      return failure.isCertain
        ? .failed(failure.reason, error.description) : .unknown(failure.reason, error.description)
    }
  }

  /// Looks a command up by its id.
  public func has(_ command: OrderCommand) -> Bool? {
    var parameters = Parameters()
    parameters.append(key.text(command.id))
    let found = try? connection.with { (connection) throws(PostgreSQLError) in
      try connection.run(FlowStatements.has, parameters).flag(0, 0)
    }
    return found ?? nil
  }

  private func answers(to commands: [OrderCommand]) throws(PostgreSQLError) -> OrderAnswers {
    let amends = commands.contains { $0.kind == .amend }
    write(commands, amends: amends)
    let statement = amends ? FlowStatements.amend : FlowStatements.place
    return try connection.with { [parameters] (connection) throws(PostgreSQLError) in
      try OrderAnswers(reading: connection.run(statement, parameters), key)
    }
  }

  private func result(_ answer: OrderAnswer, of command: OrderCommand) -> BatchAnswer {
    if let refusal = answer.refusal { return BatchAnswer(.refused(refusal), []) }
    let origin = ids.markets[command.market.position].fillOrigin
    let order = command.kind == .place ? command.id : command.target
    var events = answer.fills.map { fill in
      VenueEvent.fill(
        Fill(
          id: fill.sequence, sequence: fill.sequence - origin, market: command.market,
          maker: fill.maker, makerAccount: .foreign, taker: order, takerAccount: command.account,
          takerSide: command.side, price: fill.price, quantity: fill.quantity))
    }
    events += answer.canceled.map { .canceled($0.0, $0.1) }
    return BatchAnswer(.done(answer.result), events)
  }

  /// Lets matched fills of a market reach the balances. What fails now is done with the next.
  func settle(_ market: MarketIndex) {
    var parameters = Parameters()
    parameters.append(ids.markets[market.position].id)
    _ = try? connection.with { (connection) throws(PostgreSQLError) in
      try connection.run(FlowStatements.settle, parameters).count
    }
  }

  // MARK: Parameters

  private func write(_ commands: [OrderCommand], amends: Bool) {
    parameters.removeAll()
    writeArray(commands) { $0.element(self.key.text($1.id)) }
    writeArray(commands) { $0.element(self.ids.accounts[$1.account.position]) }
    writeArray(commands) { $0.element(self.ids.markets[$1.market.position].id) }
    writeArray(commands) { Self.ofOrder(&$0, $1.kind == .place ? $1.side.name : nil) }
    writeArray(commands) { Self.ofOrder(&$0, $1.kind == .place ? $1.type.name : nil) }
    writeArray(commands) { Self.ofOrder(&$0, $1.kind == .place ? $1.timeInForce.name : nil) }
    writeArray(commands) { Self.number(&$0, $1.kind == .cancel ? nil : $1.price.ticks) }
    writeArray(commands) { Self.number(&$0, $1.kind == .cancel ? nil : $1.quantity.lots) }
    if commands.allSatisfy({ $0.kind == .place }) {
      parameters.appendNull()
    } else {
      writeArray(commands) { Self.ofOrder(&$0, $1.kind == .place ? nil : self.key.text($1.target)) }
    }
    // Without such orders the array is left out: the database has a shorter way then.
    if commands.contains(where: \.isPostOnly) {
      writeArray(commands) { $0.element($1.isPostOnly) }
    } else {
      parameters.appendNull()
    }
    parameters.append(selfTrade)
    parameters.append(isDeferred)
    if amends { writeArray(commands) { $0.element($1.kind == .amend) } }
  }

  private func writeArray(
    _ commands: [OrderCommand], _ element: (inout Parameters, OrderCommand) -> Void
  ) {
    parameters.beginArray()
    for command in commands { element(&parameters, command) }
    parameters.endArray()
  }

  private static func ofOrder(_ parameters: inout Parameters, _ text: String?) {
    if let text { parameters.element(text) } else { parameters.elementNull() }
  }

  private static func number(_ parameters: inout Parameters, _ number: Int64?) {
    if let number { parameters.element(number) } else { parameters.elementNull() }
  }
}

extension FlowError {
  /// The venue cannot be used.
  init(_ error: RunError) {
    self =
      error.code == .venue ? .venueUnreachable(error.message) : .venueMismatch(error.message)
  }
}
