internal import CPostgreSQL
internal import Glibc

/// One connection to a PostgreSQL server, owned and used by one thread.
///
/// Calls block that thread until the server has answered or `answerTimeout` is over; so a connection
/// belongs to a thread of its own, never to one that others wait for. Closed with its owner.
@safe
public struct Connection: ~Copyable {
  let handle: OpaquePointer
  /// How long an answer may take, in milliseconds; nil waits for ever.
  public var answerTimeoutMilliseconds: Int64?

  private init(_ handle: OpaquePointer) { unsafe self.handle = unsafe handle }

  deinit { unsafe PQfinish(handle) }

  /// The server's version as a number: 150004 for 15.4.
  public var serverVersion: Int { unsafe Int(PQserverVersion(handle)) }

  /// The number of the server process that serves this connection.
  public var serverProcess: Int32 { unsafe PQbackendPID(handle) }

  /// Whether the connection was sound when it was last used.
  public var isSound: Bool { unsafe PQstatus(handle) == CONNECTION_OK }

  /// Whether a transaction is open, sound or failed.
  public var isInTransaction: Bool {
    let status = unsafe PQtransactionStatus(handle)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
  }

  /// Something by which another thread cancels what this connection waits for.
  public func canceler() -> Canceler? { unsafe Canceler(PQgetCancel(handle)) }

  /// Connects.
  ///
  /// - Throws: `PostgreSQLError.badSettings` or `.connectionRefused`.
  public static func open(_ settings: ConnectionSettings) throws(PostgreSQLError) -> Connection {
    _ = try settings.redactedURL()
    var connection = unsafe Connection(try handle(settings))
    guard unsafe PQstatus(connection.handle) == CONNECTION_OK else {
      throw unsafe refusal(connection.handle)
    }
    unsafe PQsetNoticeProcessor(connection.handle, { _, _ in }, nil)
    guard unsafe PQsetnonblocking(connection.handle, 1) == 0 else {
      throw PostgreSQLError(.connectionRefused, "the connection cannot be made non-blocking")
    }
    if !settings.serverSettings.isEmpty { try connection.apply(settings.serverSettings) }
    return connection
  }

  /// What libpq makes of the settings: a connection, or an object that tells why there is none.
  private static func handle(
    _ settings: ConnectionSettings
  ) throws(PostgreSQLError) -> OpaquePointer {
    let keywords = settings.keywords
    let names = unsafe keywords.map { unsafe strdup($0.name) }
    let values = unsafe keywords.map { unsafe strdup($0.value) }
    defer { unsafe (names + values).forEach { unsafe free($0) } }
    let namePointers = unsafe names.map { unsafe UnsafePointer($0) } + [nil]
    let valuePointers = unsafe values.map { unsafe UnsafePointer($0) } + [nil]
    guard let handle = unsafe PQconnectdbParams(namePointers, valuePointers, 1) else {
      throw PostgreSQLError(.connectionRefused, "there is no memory for a connection")
    }
    return unsafe handle
  }

  private mutating func apply(
    _ settings: [ConnectionSettings.ServerSetting]
  ) throws(PostgreSQLError) {
    let commands = settings.map {
      "SET \(SQLText.identifier($0.name)) = \(SQLText.literal($0.value))"
    }
    _ = try execute(commands.joined(separator: "; "), name: "server settings")
  }

  /// Why no connection came about. What libpq says of that names host, user and database, never a
  /// password.
  private static func refusal(_ handle: OpaquePointer) -> PostgreSQLError {
    let text = unsafe message(of: handle)
    let isPasswordMissing = unsafe PQconnectionNeedsPassword(handle) == 1
    let hint =
      isPasswordMissing ? "; give it in PGPASSWORD or ~/.pgpass" : ""
    return PostgreSQLError(.connectionRefused, text + hint, sqlState: sqlState(guessedFrom: text))
  }

  /// libpq hands on no code of a refused connection, only text.
  private static func sqlState(guessedFrom text: String) -> SQLState? {
    if text.contains("password authentication failed") { return .invalidPassword }
    if text.contains("database \"") && text.contains("does not exist") { return .unknownDatabase }
    if text.contains("role \"") && text.contains("does not exist") { return .invalidAuthorization }
    if text.contains("no pg_hba.conf entry") { return .invalidAuthorization }
    if text.contains("too many clients") || text.contains("remaining connection slots") {
      return .tooManyConnections
    }
    if text.contains("the database system is") { return .cannotConnectNow }
    return nil
  }

  /// What libpq says last of a connection, in one line.
  static func message(of handle: OpaquePointer) -> String {
    guard let text = unsafe PQerrorMessage(handle) else { return "" }
    return oneLine(unsafe String(cString: text))
  }

  /// `text` with its lines joined.
  static func oneLine(_ text: String) -> String {
    text.split { $0 == "\n" || $0 == "\t" }.map { $0.drop { $0 == " " } }.joined(separator: " ")
  }
}

/// Cancels the statement that a connection waits for; may be used on any thread.
@safe
public struct Canceler: ~Copyable, @unchecked Sendable {
  private let handle: OpaquePointer

  init?(_ handle: OpaquePointer?) {
    guard let handle = unsafe handle else { return nil }
    unsafe self.handle = unsafe handle
  }

  deinit { unsafe PQfreeCancel(handle) }

  /// Asks the server to cancel; false when it could not be told. The statement then ends with
  /// `SQLState.queryCanceled`, unless it ended by itself before.
  @discardableResult
  public func cancel() -> Bool {
    var message = [CChar](repeating: 0, count: 256)
    return unsafe PQcancel(handle, &message, Int32(message.count)) == 1
  }
}
