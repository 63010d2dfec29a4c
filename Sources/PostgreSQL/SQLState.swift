/// The five characters by which a PostgreSQL server names a condition (SQLSTATE).
public struct SQLState: Hashable, Sendable, CustomStringConvertible {
  /// Five digits or capital letters; the first two are the class.
  public let code: String

  /// The condition with this code.
  public init(_ code: String) { self.code = code }

  /// The first two characters, which group conditions.
  public var classCode: String { String(code.prefix(2)) }

  /// The code and, where it is known, the condition's name.
  public var description: String {
    Self.names[code].map { "\($0), SQLSTATE \(code)" } ?? "SQLSTATE \(code)"
  }
}

extension SQLState {
  /// A concurrent transaction changed what this one had read.
  public static let serializationFailure = SQLState("40001")
  /// Transactions waited for each other.
  public static let deadlockDetected = SQLState("40P01")
  /// A lock was not to be had within `lock_timeout`.
  public static let lockNotAvailable = SQLState("55P03")
  /// The statement was canceled, by request or by `statement_timeout`.
  public static let queryCanceled = SQLState("57014")
  /// The server's administrator ended the connection.
  public static let adminShutdown = SQLState("57P01")
  /// The server crashed and ended the connection.
  public static let crashShutdown = SQLState("57P02")
  /// The server starts or stops and takes no connection now.
  public static let cannotConnectNow = SQLState("57P03")
  /// The server has as many connections as it may have.
  public static let tooManyConnections = SQLState("53300")
  /// No room on the server's disk.
  public static let diskFull = SQLState("53100")
  /// A write within a read-only transaction.
  public static let readOnlyTransaction = SQLState("25006")
  /// User or password are wrong.
  public static let invalidPassword = SQLState("28P01")
  /// The server's rules do not admit this user from here.
  public static let invalidAuthorization = SQLState("28000")
  /// No such database.
  public static let unknownDatabase = SQLState("3D000")
  /// No such schema.
  public static let unknownSchema = SQLState("3F000")
  /// No such table or view.
  public static let undefinedTable = SQLState("42P01")
  /// No such function with these parameters.
  public static let undefinedFunction = SQLState("42883")
  /// No such column.
  public static let undefinedColumn = SQLState("42703")
  /// The user may not do that.
  public static let insufficientPrivilege = SQLState("42501")
  /// A row with that key exists.
  public static let uniqueViolation = SQLState("23505")
  /// A row does not satisfy a CHECK constraint.
  public static let checkViolation = SQLState("23514")
  /// A number does not fit its type.
  public static let numericOutOfRange = SQLState("22003")
  /// An error that a PL/pgSQL function raised.
  public static let raisedException = SQLState("P0001")

  private static let names = [
    "08000": "connection exception", "08003": "connection does not exist",
    "08006": "connection failure", "22003": "numeric value out of range",
    "22P02": "invalid text representation", "23502": "not null violation",
    "23503": "foreign key violation", "23505": "unique violation", "23514": "check violation",
    "25006": "read-only transaction", "25P02": "failed transaction",
    "28000": "invalid authorization", "28P01": "invalid password", "3D000": "unknown database",
    "3F000": "unknown schema", "40001": "serialization failure", "40P01": "deadlock detected",
    "42501": "insufficient privilege", "42601": "syntax error", "42703": "undefined column",
    "42883": "undefined function", "42P01": "undefined table", "53100": "disk full",
    "53200": "out of memory", "53300": "too many connections", "55P03": "lock not available",
    "57014": "query canceled", "57P01": "admin shutdown", "57P02": "crash shutdown",
    "57P03": "cannot connect now", "58030": "input or output error", "P0001": "raised exception",
    "XX000": "internal error",
  ]
}
