internal import PostgreSQL
internal import Simulation

/// What an error of the database means for an order that was sent; `docs/postgresql.md` has the same
/// as a table.
enum OutcomeMapping {
  /// Whether the order certainly was not taken, and why; `isCertain` is false when it may have been.
  static func failure(_ error: PostgreSQLError) -> (reason: FailureReason, isCertain: Bool) {
    switch error.kind {
    case .badSettings: (.protocolError, true)
    case .connectionRefused: (.unavailable, true)
    case .connectionLost, .timedOut: (.timeout, false)
    case .unexpectedAnswer: (.protocolError, false)
    case .server: failure(ofState: error.sqlState)
    }
  }

  private static func failure(
    ofState state: SQLState?
  ) -> (reason: FailureReason, isCertain: Bool) {
    guard let state else { return (.protocolError, true) }
    switch state {
    case .serializationFailure, .deadlockDetected, .lockNotAvailable, .uniqueViolation:
      return (.conflict, true)
    case .queryCanceled: return (.timeout, true)
    case .readOnlyTransaction: return (.unavailable, true)
    default: break
    }
    switch state.classCode {
    // The server ends the connection; it may do so between a commit and the answer.
    case "57", "08": return (.timeout, false)
    // No resources: disk, memory, connections; or an error of the system.
    case "53", "58", "XX": return (.unavailable, true)
    default: return (.protocolError, true)
    }
  }
}
