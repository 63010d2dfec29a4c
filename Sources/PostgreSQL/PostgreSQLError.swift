/// Why a request to a PostgreSQL server did not succeed.
///
/// `description` is safe to print anywhere: it tells condition, statement and remedy, but neither
/// passwords nor what stands in rows. `debugDescription` has everything the server said.
public struct PostgreSQLError: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public enum Kind: Hashable, Sendable {
    /// The settings cannot be understood; nothing was tried.
    case badSettings
    /// No connection came about.
    case connectionRefused
    /// The connection broke. Whether a statement under way took effect is open.
    case connectionLost
    /// No answer in time. Whether the statement took effect is open.
    case timedOut
    /// The server refused the statement; it had no effect.
    case server
    /// The answer has another shape than was asked for.
    case unexpectedAnswer
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// The server's code; nil where the server did not say one.
  public var sqlState: SQLState?
  /// What happened, free of data.
  public var summary: String
  /// The name of the statement that failed; empty where there is none.
  public var statement: String
  /// All that server and library said, data included.
  public var fullText: String

  /// Makes an error of its parts; without a full text the summary is all there is.
  public init(
    _ kind: Kind, _ summary: String, sqlState: SQLState? = nil, statement: String = "",
    fullText: String? = nil
  ) {
    self.kind = kind
    self.summary = summary
    self.sqlState = sqlState
    self.statement = statement
    self.fullText = fullText ?? summary
  }

  /// Whether the connection is of no more use.
  public var endsConnection: Bool {
    switch kind {
    case .connectionRefused, .connectionLost, .timedOut, .badSettings: true
    case .unexpectedAnswer: false
    case .server: sqlState?.classCode == "57" && sqlState != .queryCanceled
    }
  }
}

extension PostgreSQLError: CustomStringConvertible, CustomDebugStringConvertible {
  /// The failure in one line, without secrets or data.
  public var description: String {
    let place = statement.isEmpty ? "" : "statement '\(statement)': "
    return place + summary + (sqlState.map { " (\($0))" } ?? "")
  }

  /// Everything that is known, data included.
  public var debugDescription: String {
    fullText == summary ? description : "\(description): \(fullText)"
  }
}
