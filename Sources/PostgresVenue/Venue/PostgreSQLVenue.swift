public import Domain
public import PostgreSQL
public import Simulation

/// The order-book database as a venue, for one lane: one connection, owned by the lane's thread.
public final class PostgreSQLVenue: VenueDriver {
  /// For each market the sequence of the last fill that was told, counted from the run's first.
  public var fillSequences: [UInt64]
  let plan: Plan
  let key: OrderKey
  let ids: DatabaseIDs
  let connection: LaneConnection
  /// What the database last said against a request, without data.
  private(set) var lastProblem: String?
  private let selfTrade: String
  private let isDeferred: Bool
  private let faults: ServerFaultInjector?
  private var parameters = Parameters()

  /// Connects and finds accounts and markets of the plan.
  ///
  /// - Parameter faults: what is done to the server while slots are sent.
  /// - Throws: `RunError` when the server cannot be reached, or is not what the plan was made for.
  public init(
    _ request: VenueRequest, settings: ConnectionSettings, faults: ServerFaultInjector? = nil
  ) throws(RunError) {
    plan = request.plan
    self.faults = faults
    key = OrderKey(request.orderKey)
    let database = plan.configuration.venue.database
    let schema = OrderBookSchema(name: database.schema)
    let statements = VenueStatements(schema: database.schema)
    connection = LaneConnection(
      settings, answerTimeoutMilliseconds: Int64(database.answerTimeoutMilliseconds)
    ) { (connection) throws(PostgreSQLError) in
      try schema.requireLatest(&connection)
      try statements.prepare(on: &connection)
    }
    selfTrade = plan.configuration.venue.selfTradePrevention.name
    isDeferred = database.settlement == .deferred
    do {
      try connection.open()
      ids = try connection.persistently { (connection) throws(PostgreSQLError) in
        try DatabaseIDs(request, schema: database.schema, &connection)
      }
    } catch {
      throw RunError(error)
    }
    fillSequences = Array(repeating: 0, count: plan.markets.count)
    try ids.check(plan)
  }

  /// `postgresql`.
  public var name: String { "postgresql" }

  /// Takes note of a fill that was told before.
  public func note(_ fill: Fill) {
    let place = fill.market.position
    fillSequences[place] = max(fillSequences[place], fill.sequence)
  }

  /// Places and cancels in one transaction: all of them take effect, or none.
  public func submitBatch(_ slots: [ActionSlot]) -> [BatchAnswer] {
    do throws(PostgreSQLError) {
      let answers = try answers(to: slots)
      var results: [BatchAnswer] = []
      results.reserveCapacity(slots.count)
      for (place, slot) in slots.enumerated() {
        guard let answer = answers.answer(at: place + 1) else { throw Self.noAnswer }
        var events: [VenueEvent] = []
        if answer.refusal == nil { tell(answer, of: slot, into: &events) }
        results.append(
          BatchAnswer(answer.refusal.map { .refused($0) } ?? .done(answer.result), events))
      }
      if isDeferred { for market in Set(slots.map(\.market)) { settle(market) } }
      return results
    } catch {
      lastProblem = error.description
      let failure = OutcomeMapping.failure(error)
      let answer: VenueAnswer =
        failure.isCertain ? .failed(failure.reason) : .unknown(failure.reason)
      return slots.map { _ in BatchAnswer(answer, []) }
    }
  }

  private static let noAnswer = PostgreSQLError(
    .unexpectedAnswer, "the database gave no answer to the order")

  private func answers(to slots: [ActionSlot]) throws(PostgreSQLError) -> OrderAnswers {
    write(slots)
    if let faults { for slot in slots { faults.meet(slot, connection.current) } }
    return try connection.with { [parameters] (connection) throws(PostgreSQLError) in
      try OrderAnswers(reading: connection.run(VenueStatements.place, parameters), key)
    }
  }

  /// Places or cancels in one transaction.
  public func submit(
    _ slot: ActionSlot, into events: inout [VenueEvent]
  ) -> VenueAnswer {
    do throws(PostgreSQLError) {
      guard let answer = try answers(to: [slot]).answer(at: 1) else { throw Self.noAnswer }
      if let refusal = answer.refusal { return .refused(refusal) }
      tell(answer, of: slot, into: &events)
      if isDeferred && !answer.fills.isEmpty { settle(slot.market) }
      return .done(answer.result)
    } catch {
      lastProblem = error.description
      let failure = OutcomeMapping.failure(error)
      return failure.isCertain ? .failed(failure.reason) : .unknown(failure.reason)
    }
  }

  /// Looks the order or cancel up by its id.
  public func find(
    _ slot: ActionSlot, into events: inout [VenueEvent]
  ) -> FindAnswer {
    do throws(PostgreSQLError) {
      var parameters = Parameters()
      parameters.append(key.text(slot.clientOrderID))
      parameters.append(Int64(slot.action == .place ? 1 : 3))
      let answers = try connection.with { (connection) throws(PostgreSQLError) in
        try OrderAnswers(reading: connection.run(VenueStatements.find, parameters), key)
      }
      guard let answer = answers.answer(at: 1) else { return .notFound }
      tell(answer, of: slot, into: &events)
      return .found(answer.result)
    } catch {
      lastProblem = error.description
      return .unknown(OutcomeMapping.failure(error).reason)
    }
  }

  /// Writes orders and cancels as the arrays that `place_orders` takes.
  private func write(_ slots: [ActionSlot]) {
    parameters.removeAll()
    writeArray(slots) { $0.element(self.key.text($1.clientOrderID)) }
    writeArray(slots) { $0.element(self.ids.accounts[$1.account.position]) }
    writeArray(slots) { $0.element(self.ids.markets[$1.market.position].id) }
    writeArray(slots) { Self.element($1.side.name, of: $1, in: &$0) }
    writeArray(slots) { Self.element($1.type.name, of: $1, in: &$0) }
    writeArray(slots) { Self.element($1.timeInForce.name, of: $1, in: &$0) }
    writeArray(slots) { Self.element($1.price.ticks, of: $1, in: &$0) }
    writeArray(slots) { Self.element($1.quantity.lots, of: $1, in: &$0) }
    if slots.allSatisfy({ $0.action == .place }) {
      parameters.appendNull()
    } else {
      writeArray(slots) { parameters, slot in
        guard slot.action == .cancel else { return parameters.elementNull() }
        parameters.element(self.key.text(ClientOrderID(sequence: slot.counterpart ?? 0)))
      }
    }
    parameters.append(selfTrade)
    parameters.append(isDeferred)
  }

  private func writeArray(
    _ slots: [ActionSlot], _ element: (inout Parameters, ActionSlot) -> Void
  ) {
    parameters.beginArray()
    for slot in slots { element(&parameters, slot) }
    parameters.endArray()
  }

  /// A cancel has no terms.
  private static func element(
    _ text: String, of slot: ActionSlot, in parameters: inout Parameters
  ) {
    if slot.action == .place { parameters.element(text) } else { parameters.elementNull() }
  }

  private static func element(
    _ number: Int64, of slot: ActionSlot, in parameters: inout Parameters
  ) {
    if slot.action == .place { parameters.element(number) } else { parameters.elementNull() }
  }

  /// Lets matched fills of a market reach the balances. What fails now is done with the next.
  private func settle(_ market: MarketIndex) {
    var parameters = Parameters()
    parameters.append(ids.markets[market.position].id)
    _ = try? connection.with { (connection) throws(PostgreSQLError) in
      try connection.run(VenueStatements.settle, parameters).count
    }
  }
}
