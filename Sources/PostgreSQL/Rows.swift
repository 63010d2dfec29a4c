internal import CPostgreSQL

/// The answer to one statement: rows of values in text form. Freed with its owner.
@safe
public struct Rows: ~Copyable {
  private let handle: OpaquePointer
  /// The statement that gave it, for errors.
  let statement: String

  init(_ handle: OpaquePointer, statement: String) {
    unsafe self.handle = unsafe handle
    self.statement = statement
  }

  deinit { unsafe PQclear(handle) }

  /// Number of rows.
  public var count: Int { unsafe Int(PQntuples(handle)) }

  /// Number of columns.
  public var columnCount: Int { unsafe Int(PQnfields(handle)) }

  /// Number of rows that an INSERT, UPDATE, DELETE or COPY touched; 0 for other statements.
  public var affectedCount: Int {
    guard let text = unsafe PQcmdTuples(handle) else { return 0 }
    return unsafe Int(String(cString: text)) ?? 0
  }

  /// The name of a column.
  public func columnName(_ column: Int) -> String {
    guard let name = unsafe PQfname(handle, Int32(column)) else { return "" }
    return unsafe String(cString: name)
  }

  /// The number by which the server knows a column's type (`pg_type.oid`).
  public func typeID(ofColumn column: Int) -> UInt32 { unsafe PQftype(handle, Int32(column)) }

  /// The position of the column of that name, or nil.
  public func column(named name: String) -> Int? {
    (0..<columnCount).first { columnName($0) == name }
  }

  /// Whether a value is NULL.
  public func isNull(_ row: Int, _ column: Int) -> Bool {
    unsafe PQgetisnull(handle, Int32(row), Int32(column)) == 1
  }

  /// A value as text; nil for NULL.
  public func text(_ row: Int, _ column: Int) -> String? {
    guard !isNull(row, column), let value = unsafe PQgetvalue(handle, Int32(row), Int32(column))
    else { return nil }
    return unsafe String(cString: value)
  }

  /// A value as a whole number; nil for NULL and for what is none or does not fit.
  public func integer(_ row: Int, _ column: Int) -> Int64? {
    guard !isNull(row, column), let value = unsafe PQgetvalue(handle, Int32(row), Int32(column))
    else { return nil }
    let count = unsafe Int(PQgetlength(handle, Int32(row), Int32(column)))
    return unsafe Self.parse(UnsafeBufferPointer(start: value, count: count))
  }

  /// A value of type boolean; nil for NULL and for anything else.
  public func flag(_ row: Int, _ column: Int) -> Bool? {
    guard !isNull(row, column), let value = unsafe PQgetvalue(handle, Int32(row), Int32(column))
    else { return nil }
    switch unsafe UInt8(bitPattern: value[0]) {
    case UInt8(ascii: "t"): return true
    case UInt8(ascii: "f"): return false
    default: return nil
    }
  }

  /// The bytes of a value, for the time of `body`; empty for NULL.
  public func withBytes<Result>(
    _ row: Int, _ column: Int, _ body: (borrowing Span<UInt8>) -> Result
  ) -> Result {
    let value = unsafe PQgetvalue(handle, Int32(row), Int32(column))
    let count = unsafe Int(PQgetlength(handle, Int32(row), Int32(column)))
    let bytes = unsafe UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : count)
    return unsafe bytes.withMemoryRebound(to: UInt8.self) { typed in
      unsafe body(Span(_unsafeElements: typed))
    }
  }

  private static func parse(_ digits: UnsafeBufferPointer<CChar>) -> Int64? {
    var place = 0
    let isNegative = unsafe digits.count > 0 && digits[0] == CChar(bitPattern: UInt8(ascii: "-"))
    if isNegative { place = 1 }
    guard place < digits.count, digits.count - place <= 19 else { return nil }
    var value: Int64 = 0
    while place < digits.count {
      let digit = unsafe UInt8(bitPattern: digits[place]) &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      let (tenfold, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      // Downwards, so that the smallest number can be read too.
      let (next, isTooLargeNow) = tenfold.subtractingReportingOverflow(Int64(digit))
      guard !isTooLarge, !isTooLargeNow else { return nil }
      value = next
      place += 1
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }
}
