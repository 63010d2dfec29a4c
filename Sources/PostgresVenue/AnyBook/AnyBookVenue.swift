public import Domain
internal import Platform
public import PostgreSQL
public import Simulation

/// Any order book in a database, by the statements of the configuration, for one lane.
///
/// The book may match in the statement that places, or elsewhere and later: fills are asked for after
/// each order, and for an order that is meant to trade as long as `fillWait` says.
public final class AnyBookVenue: VenueDriver {
  /// For each market the sequence of the last fill that was told.
  public var fillSequences: [UInt64]
  let plan: Plan
  let key: OrderKey
  let book: PreparedBook
  let connection: LaneConnection
  /// For each market how many fills were told.
  var fillCounts: [UInt64]
  private var lastProblem: String?
  private let faults: ServerFaultInjector?

  /// How long fills of an order that is meant to trade are waited for.
  private static let fillWaitMilliseconds: Int64 = 1000

  /// Connects, prepares the statements and checks what they give.
  ///
  /// - Parameter faults: what is done to the server while slots are sent.
  /// - Throws: `RunError` naming the statement that is wrong, or when the server cannot be reached.
  public init(
    _ request: VenueRequest, settings: ConnectionSettings, faults: ServerFaultInjector? = nil
  ) throws(RunError) {
    self.faults = faults
    plan = request.plan
    key = OrderKey(request.orderKey)
    let database = plan.configuration.venue.database
    do throws(PostgreSQLError) {
      let book = try PreparedBook(database.statements)
      self.book = book
      connection = LaneConnection(
        settings, answerTimeoutMilliseconds: Int64(database.answerTimeoutMilliseconds)
      ) { (connection) throws(PostgreSQLError) in try book.prepare(on: &connection) }
      try connection.open()
    } catch {
      throw RunError(error)
    }
    fillSequences = Array(repeating: 0, count: plan.markets.count)
    fillCounts = Array(repeating: 0, count: plan.markets.count)
    if request.isFresh { try checkBalances() }
  }

  /// `sql`.
  public var name: String { "sql" }

  /// Takes note of a fill that was told before.
  public func note(_ fill: Fill) {
    let place = fill.market.position
    fillSequences[place] = max(fillSequences[place], fill.id)
    fillCounts[place] = max(fillCounts[place], fill.sequence)
  }

  /// Places or cancels with the user's statement.
  public func submit(_ slot: ActionSlot, into events: inout [VenueEvent]) -> VenueAnswer {
    let statement: BookStatement = slot.action == .place ? .place : .cancel
    guard book.has(statement) else { return .refused(.invalidInstruction) }
    faults?.meet(slot, connection.current)
    do throws(PostgreSQLError) {
      let answer = try connection.with { (connection) throws(PostgreSQLError) in
        try self.answer(
          slot, to: statement, book.run(statement, self.values(slot), &connection))
      }
      if case .done(let result) = answer { try collect(slot, result, into: &events) }
      return answer
    } catch {
      lastProblem = error.description
      let failure = OutcomeMapping.failure(error)
      return failure.isCertain ? .failed(failure.reason) : .unknown(failure.reason)
    }
  }

  /// Looks an order up; without a statement for it the outcome stays unknown.
  public func find(_ slot: ActionSlot, into events: inout [VenueEvent]) -> FindAnswer {
    guard book.has(.find) else { return .unknown(.timeout) }
    do throws(PostgreSQLError) {
      let answer = try connection.with { (connection) throws(PostgreSQLError) in
        try self.found(slot, book.run(.find, self.values(slot), &connection))
      }
      if case .found(let result) = answer { try collect(slot, result, into: &events) }
      return answer
    } catch {
      lastProblem = error.description
      return .unknown(OutcomeMapping.failure(error).reason)
    }
  }

  /// What the user's book is held against: its fills, as far as it tells them.
  public func audit(_ record: RunAccount) -> VenueAudit {
    guard book.has(.fills) else {
      return VenueAudit(
        notes: notes,
        leftOut: ["the book's fills were not compared: there is no statement 'fills'"])
    }
    var late: [VenueEvent] = []
    for market in record.markets { try? tellFills(market, into: &late) }
    guard late.isEmpty else {
      return VenueAudit(
        notes: notes,
        leftOut: ["\(late.count) fills came after the run's last order and are not counted"])
    }
    return VenueAudit(
      checks: [VenueCheck(.agreement, "no further fills of the run's orders in the book")],
      notes: notes)
  }

  private var notes: [String] {
    lastProblem.map { ["the last problem with the book: \($0)"] } ?? []
  }

  /// Tells fills; for an order that is meant to trade, until it is closed or the time is over.
  private func collect(
    _ slot: ActionSlot, _ result: OrderResult, into events: inout [VenueEvent]
  ) throws(PostgreSQLError) {
    guard book.has(.fills) else { return }
    let clock = SystemClock()
    let end = clock.now().nanoseconds + Self.fillWaitMilliseconds * 1_000_000
    var pauseMilliseconds: Int64 = 1
    while true {
      try tellFills(slot.market, into: &events)
      let traded = events.contains { $0.concerns(slot.clientOrderID) }
      let isAwaited = slot.role == .taker && slot.action == .place && result.status.isOpen
      guard isAwaited, !traded, clock.now().nanoseconds < end, !Interruption.isRequested else {
        return
      }
      clock.sleep(
        until: Instant(nanoseconds: clock.now().nanoseconds + pauseMilliseconds * 1_000_000))
      pauseMilliseconds = min(pauseMilliseconds * 2, 50)
    }
  }
}

extension VenueEvent {
  /// Whether it is a fill that this order took or made.
  fileprivate func concerns(_ order: ClientOrderID) -> Bool {
    if case .fill(let fill) = self { fill.taker == order || fill.maker == order } else { false }
  }
}
