internal import CPostgreSQL
internal import Glibc

extension Connection {
  /// Carries out SQL text without parameters, several statements if there are; gives the rows of the
  /// last one.
  ///
  /// - Parameter name: names the text in errors.
  /// - Throws: `PostgreSQLError`; of several statements outside of a transaction block all or none
  ///   take effect.
  @discardableResult
  public mutating func execute(
    _ sql: String, name: String = ""
  ) throws(PostgreSQLError) -> Rows {
    guard unsafe PQsendQuery(handle, sql) == 1 else { throw sendingFailed(name) }
    return try lastResult(name)
  }

  /// Lets the server parse and keep a statement under a name.
  public mutating func prepare(_ name: String, _ sql: String) throws(PostgreSQLError) {
    guard unsafe PQsendPrepare(handle, name, sql, 0, nil) == 1 else { throw sendingFailed(name) }
    _ = try lastResult(name)
  }

  /// Asks for types of parameters and columns of a prepared statement: rows of no count, whose columns
  /// are those of the statement.
  public mutating func describe(_ name: String) throws(PostgreSQLError) -> StatementDescription {
    guard unsafe PQsendDescribePrepared(handle, name) == 1 else { throw sendingFailed(name) }
    let result = unsafe try lastHandle(name)
    let parameters = unsafe (0..<PQnparams(result)).map { unsafe PQparamtype(result, $0) }
    let rows = unsafe Rows(result, statement: name)
    let columns = (0..<rows.columnCount).map {
      StatementDescription.Column(name: rows.columnName($0), typeID: rows.typeID(ofColumn: $0))
    }
    return StatementDescription(parameterTypeIDs: parameters, columns: columns)
  }

  /// Carries out a prepared statement.
  public mutating func run(
    _ name: String, _ parameters: Parameters
  ) throws(PostgreSQLError) -> Rows {
    try send(name, parameters)
    return try lastResult(name)
  }

  /// Carries out one statement with parameters, without preparing it.
  public mutating func query(
    _ sql: String, _ parameters: Parameters = Parameters(), name: String = ""
  ) throws(PostgreSQLError) -> Rows {
    let isSent = unsafe parameters.withPointers { values in
      unsafe PQsendQueryParams(
        handle, sql, Int32(values.count), nil, values.baseAddress, nil, nil, 0) == 1
    }
    guard isSent else { throw sendingFailed(name) }
    return try lastResult(name)
  }

  func send(_ name: String, _ parameters: Parameters) throws(PostgreSQLError) {
    let isSent = unsafe parameters.withPointers { values in
      unsafe PQsendQueryPrepared(
        handle, name, Int32(values.count), values.baseAddress, nil, nil, 0) == 1
    }
    guard isSent else { throw sendingFailed(name) }
  }

  /// The last of the results of what was sent; the first error among them is thrown.
  func lastResult(_ name: String) throws(PostgreSQLError) -> Rows {
    unsafe Rows(try lastHandle(name), statement: name)
  }

  private func lastHandle(_ name: String) throws(PostgreSQLError) -> OpaquePointer {
    var last: OpaquePointer?
    var failure: PostgreSQLError?
    while let result = unsafe try nextHandle(name) {
      unsafe PQclear(last)
      unsafe last = unsafe result
      if failure == nil { failure = unsafe Self.failure(of: result, name) }
      // A COPY goes on until its data are sent or received; its owner does that.
      let status = unsafe PQresultStatus(result)
      if status == PGRES_COPY_IN || status == PGRES_COPY_OUT { break }
    }
    if var failure {
      unsafe PQclear(last)
      if failure.sqlState == nil && !isSound { failure.kind = .connectionLost }
      throw failure
    }
    guard let last = unsafe last else { throw lost(name) }
    return unsafe last
  }

  /// The next result, nil behind the last; waits for it.
  func nextHandle(_ name: String) throws(PostgreSQLError) -> OpaquePointer? {
    try waitUntilReadable(name)
    return unsafe PQgetResult(handle)
  }

  /// The failure that a result tells of, or nil.
  static func failure(of result: OpaquePointer, _ name: String) -> PostgreSQLError? {
    let status = unsafe PQresultStatus(result)
    guard
      status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE
        || status == PGRES_PIPELINE_ABORTED
    else { return nil }
    let code = unsafe field(simulator_diag_sqlstate, of: result)
    let primary = unsafe field(simulator_diag_message_primary, of: result)
    let full = unsafe PQresultErrorMessage(result).map { unsafe oneLine(String(cString: $0)) }
    if status == PGRES_PIPELINE_ABORTED {
      return PostgreSQLError(.server, "an earlier statement failed", statement: name)
    }
    guard let code else {
      return PostgreSQLError(
        .connectionLost, "the connection was lost", statement: name, fullText: full)
    }
    let state = SQLState(code)
    return PostgreSQLError(
      .server, summary(primary, state), sqlState: state, statement: name, fullText: full)
  }

  /// The server's own words, where they tell names only: messages about values quote them.
  private static func summary(_ primary: String?, _ state: SQLState) -> String {
    let quotesData = ["22", "23", "P0"].contains(state.classCode)
    return quotesData ? "the server refused it" : primary ?? "the server refused it"
  }

  private static func field(_ code: Int32, of result: OpaquePointer) -> String? {
    guard let text = unsafe PQresultErrorField(result, code) else { return nil }
    return unsafe String(cString: text)
  }
}

/// What a server says of a prepared statement.
public struct StatementDescription: Hashable, Sendable {
  /// One column of its rows.
  public struct Column: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The type, by its number in `pg_type`.
    public var typeID: UInt32
  }

  /// The types of its parameters, by their numbers in `pg_type`.
  public var parameterTypeIDs: [UInt32]
  /// The columns of its rows; none when it gives no rows.
  public var columns: [Column]
}

extension Parameters {
  /// The values as C strings, for the time of `body`.
  func withPointers<Result>(
    _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    unsafe bytes.withUnsafeBytes { buffer in
      let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      return unsafe withUnsafeTemporaryAllocation(
        of: UnsafePointer<CChar>?.self, capacity: max(1, starts.count)
      ) { pointers in
        for (place, start) in starts.enumerated() {
          unsafe pointers.initializeElement(
            at: place, to: start < 0 ? nil : base.map { unsafe $0 + start })
        }
        return unsafe body(UnsafeBufferPointer(start: pointers.baseAddress, count: starts.count))
      }
    }
  }
}
