internal import Platform
internal import PostgreSQL

/// A lane's connection: made again when it broke, after whatever the old one was about is over.
final class LaneConnection {
  private let settings: ConnectionSettings
  private let answerTimeoutMilliseconds: Int64
  private let prepare: (inout Connection) throws(PostgreSQLError) -> Void
  private var connection: Connection?
  /// The server process of a connection that broke with a statement under way.
  private var abandoned: Backend?
  /// The server process of the connection that was made last.
  private(set) var current: Backend?

  /// A process of the server.
  struct Backend: Sendable {
    let process: Int64
    let startedAt: String
  }

  init(
    _ settings: ConnectionSettings, answerTimeoutMilliseconds: Int64,
    prepare: @escaping (inout Connection) throws(PostgreSQLError) -> Void
  ) {
    self.settings = settings
    self.answerTimeoutMilliseconds = answerTimeoutMilliseconds
    self.prepare = prepare
  }

  /// Lets `body` use a connection that is sound. One that breaks is closed; the next call connects
  /// again.
  func with<Result: ~Copyable>(
    _ body: (inout Connection) throws(PostgreSQLError) -> Result
  ) throws(PostgreSQLError) -> Result {
    if connection == nil { try reconnect() }
    guard var used = connection.take() else {
      throw PostgreSQLError(.connectionRefused, "there is no connection")
    }
    do throws(PostgreSQLError) {
      let result = try body(&used)
      connection = consume used
      return result
    } catch {
      if error.endsConnection || !used.isSound || used.isInTransaction {
        if error.kind == .timedOut { used.canceler()?.cancel() }
        abandoned = current
      } else {
        connection = consume used
      }
      throw error
    }
  }

  /// Does work that may be repeated: when the connection breaks meanwhile, it is made again and the work
  /// done from its beginning, a few times.
  func persistently<Result: ~Copyable>(
    _ body: (inout Connection) throws(PostgreSQLError) -> Result
  ) throws(PostgreSQLError) -> Result {
    for _ in 1..<Self.attemptsMax {
      do throws(PostgreSQLError) {
        return try with(body)
      } catch {
        guard error.endsConnection, Self.mayPass(error) else { throw error }
      }
    }
    return try with(body)
  }

  private static let attemptsMax = 5

  /// Connects for the first time; a server that cannot be reached is not waited for.
  func open() throws(PostgreSQLError) {
    do throws(PostgreSQLError) {
      try connect()
    } catch {
      guard error.kind == .connectionLost || error.kind == .server, error.endsConnection else {
        throw error
      }
      try reconnect()
    }
  }

  /// Connects, waiting longer each time, as long as an answer may take.
  private func reconnect() throws(PostgreSQLError) {
    let deadline = Deadline(after: .milliseconds(answerTimeoutMilliseconds))
    var pauseMilliseconds: Int64 = 20
    while true {
      do throws(PostgreSQLError) {
        return try connect()
      } catch {
        guard Self.mayPass(error), !deadline.hasPassed, !Interruption.isRequested else {
          throw error
        }
      }
      let clock = SystemClock()
      clock.sleep(
        until: Instant(nanoseconds: clock.now().nanoseconds + pauseMilliseconds * 1_000_000))
      pauseMilliseconds = min(pauseMilliseconds * 2, 1000)
    }
  }

  /// Connects, and makes sure that no statement of the connection before is still under way:
  /// only then a look-up says what will stay true.
  private func connect() throws(PostgreSQLError) {
    var fresh = try Connection.open(settings)
    fresh.answerTimeoutMilliseconds = answerTimeoutMilliseconds
    if let abandoned {
      try Self.end(abandoned, on: &fresh)
      self.abandoned = nil
    }
    let rows = try fresh.execute(
      "SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()", name: "connect")
    current = Backend(
      process: Int64(fresh.serverProcess), startedAt: rows.count > 0 ? rows.text(0, 0) ?? "" : "")
    try prepare(&fresh)
    connection = consume fresh
  }

  private static func end(
    _ backend: Backend, on connection: inout Connection
  ) throws(PostgreSQLError) {
    var parameters = Parameters()
    parameters.append(backend.process)
    parameters.append(backend.startedAt)
    _ = try connection.query(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        + "WHERE pid = $1::integer AND backend_start = $2::timestamptz",
      parameters, name: "end the connection before")
  }

  /// Whether the server may only be starting, or out of reach for a moment.
  private static func mayPass(_ error: PostgreSQLError) -> Bool {
    switch error.sqlState {
    case .invalidPassword, .invalidAuthorization, .unknownDatabase, .unknownSchema: false
    default: error.kind != .badSettings && error.kind != .server || error.endsConnection
    }
  }
}
