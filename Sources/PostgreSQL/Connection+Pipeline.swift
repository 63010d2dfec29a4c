internal import CPostgreSQL

extension Connection {
  /// Begins sending statements without waiting for the answers to those before.
  public mutating func enterPipeline() throws(PostgreSQLError) {
    guard unsafe PQenterPipelineMode(handle) == 1 else { throw sendingFailed("pipeline") }
  }

  /// Ends it; every answer must have been taken.
  public mutating func exitPipeline() throws(PostgreSQLError) {
    guard unsafe PQexitPipelineMode(handle) == 1 else { throw sendingFailed("pipeline") }
  }

  /// Sends a prepared statement and marks its end: it is a transaction of its own, and a failure of
  /// it does not touch the others. Answers come in order by `receive`.
  public mutating func sendPipelined(
    _ name: String, _ parameters: Parameters
  ) throws(PostgreSQLError) {
    try send(name, parameters)
    guard unsafe PQpipelineSync(handle) == 1 else { throw sendingFailed(name) }
  }

  /// The answer to the earliest statement that was sent and not answered yet.
  ///
  /// - Throws: `PostgreSQLError`; those of kind `server` concern this statement alone.
  public mutating func receive(_ name: String) throws(PostgreSQLError) -> Rows {
    let rows: Rows
    do throws(PostgreSQLError) {
      rows = try lastResult(name)
    } catch {
      if !error.endsConnection && isSound { try takeSync(name) }
      throw error
    }
    try takeSync(name)
    return rows
  }

  private func takeSync(_ name: String) throws(PostgreSQLError) {
    guard let result = unsafe try nextHandle(name) else { throw lost(name) }
    defer { unsafe PQclear(result) }
    guard unsafe PQresultStatus(result) == PGRES_PIPELINE_SYNC else {
      throw PostgreSQLError(
        .unexpectedAnswer, "the answers are out of step with the statements", statement: name)
    }
  }
}
