internal import CPostgreSQL

extension Connection {
  /// Sends rows with `COPY ... FROM STDIN`; gives their number.
  ///
  /// - Parameters:
  ///   - sql: the COPY statement, in text format.
  ///   - next: gives some lines of the format, or nil behind the last.
  public mutating func copyIn(
    _ sql: String, name: String, _ next: () -> [UInt8]?
  ) throws(PostgreSQLError) -> Int {
    _ = try execute(sql, name: name)
    while let lines = next() {
      while true {
        let sent = unsafe lines.withUnsafeBytes { bytes in
          unsafe PQputCopyData(
            handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        if sent == 1 { break }
        guard sent == 0 else { throw lost(name) }
        try waitUntilWritable(name)
      }
    }
    var ended = unsafe PQputCopyEnd(handle, nil)
    while ended == 0 {
      try waitUntilWritable(name)
      ended = unsafe PQputCopyEnd(handle, nil)
    }
    guard ended == 1 else { throw lost(name) }
    return try lastResult(name).affectedCount
  }

  /// Receives the next row of a `COPY ... TO STDOUT` under way.
  ///
  /// - Parameter row: is set to the row's bytes, which the caller frees with `PQfreemem`.
  /// - Returns: how many bytes there are; 0 behind the last row.
  mutating func receiveCopy(
    _ row: inout UnsafeMutablePointer<CChar>?, _ name: String
  ) throws(PostgreSQLError) -> Int {
    while true {
      let count = unsafe PQgetCopyData(handle, &row, 1)
      if count > 0 { return Int(count) }
      guard count == 0 else {
        _ = try lastResult(name)
        return 0
      }
      try waitForMore(name)
    }
  }
}
