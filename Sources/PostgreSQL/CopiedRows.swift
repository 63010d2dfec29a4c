internal import CPostgreSQL

/// The rows that `COPY ... TO STDOUT (FORMAT binary)` sends, one after the other in constant memory.
///
/// `next` goes to the next row; then each column is read once, from left to right. Owns its connection,
/// which is closed with it.
@safe
public struct CopiedRows: ~Copyable {
  private var connection: Connection
  private let name: String
  private var row: UnsafeMutablePointer<CChar>?
  private var count = 0
  private var place = 0
  private var columnsLeft = 0
  private var isAtStart = true
  private var isBroken = false

  /// Sends the statement.
  ///
  /// - Parameters:
  ///   - sql: `COPY (...) TO STDOUT (FORMAT binary)`.
  ///   - name: names the statement in errors.
  public init(
    _ sql: String, on connection: consuming Connection, name: String
  ) throws(PostgreSQLError) {
    _ = try connection.execute(sql, name: name)
    self.connection = connection
    self.name = name
  }

  deinit { unsafe PQfreemem(row) }

  /// Goes to the next row; false behind the last.
  ///
  /// - Throws: `PostgreSQLError`, also when a column of the row before could not be read.
  public mutating func next() throws(PostgreSQLError) -> Bool {
    guard !isBroken else { throw broken }
    unsafe PQfreemem(row)
    unsafe row = nil
    count = unsafe try connection.receiveCopy(&row, name)
    place = 0
    guard count > 0 else { return false }
    if isAtStart { try skipHead() }
    guard let columns = whole(2) else { throw broken }
    // The number of columns; -1 ends the rows.
    guard columns >= 0 else { return try next() }
    columnsLeft = Int(columns)
    return true
  }

  /// The next column, a number of a type of whole numbers, a boolean (0 or 1) or a time (microseconds
  /// since 2000); nil for NULL.
  public mutating func integer() -> Int64? {
    guard let length = beginColumn() else { return nil }
    guard length <= 8, length > 0 else { return markBroken() }
    return whole(length)
  }

  /// The next column, of type numeric and a whole number; nil for NULL.
  public mutating func number() -> Int128? {
    guard let length = beginColumn() else { return nil }
    let end = place + length
    guard length >= 8, let digitCount = whole(2), let weight = whole(2), let sign = whole(2),
      whole(2) != nil, digitCount >= 0, Int(digitCount) * 2 == end - place
    else { return markBroken() }
    var value: Int128 = 0
    for _ in 0..<digitCount { value = tenThousandfold(value) + Int128(whole(2) ?? 0) }
    // Zero digits at the end are not sent; digits behind the point make it no whole number.
    guard digitCount == 0 || weight + 1 >= digitCount else { return markBroken() }
    if digitCount > 0 { for _ in digitCount..<weight + 1 { value = tenThousandfold(value) } }
    switch sign {
    case 0: return value
    case 0x4000: return -value
    default: return markBroken()
    }
  }

  /// The next column, a text; nil for NULL.
  public mutating func text() -> String? {
    guard let length = beginColumn() else { return nil }
    let bytes = unsafe UnsafeRawBufferPointer(start: row.map { unsafe $0 + place }, count: length)
    place += length
    return unsafe String(decoding: bytes, as: UTF8.self)
  }

  /// The first byte of the next column, a text or a label of an enumeration; nil for NULL and for none.
  public mutating func initial() -> UInt8? {
    guard let length = beginColumn() else { return nil }
    defer { place += length }
    guard length > 0, let row = unsafe row else { return nil }
    return unsafe UInt8(bitPattern: row[place])
  }

  /// The signature, flags and the length of what is reserved, which stand before the first row.
  private mutating func skipHead() throws(PostgreSQLError) {
    isAtStart = false
    place = Self.signatureLength + 4
    guard count >= place + 4, let reserved = whole(4), reserved >= 0 else { throw broken }
    place += Int(reserved)
    guard place < count else { throw broken }
  }

  private static let signatureLength = 11

  /// The length of the next column; nil for NULL.
  private mutating func beginColumn() -> Int? {
    columnsLeft -= 1
    guard columnsLeft >= 0, let length = whole(4) else { return markBroken() }
    guard length >= 0 else { return nil }
    guard length <= count - place else { return markBroken() }
    return Int(length)
  }

  /// The next bytes as a number, the highest first; booleans are not negative, others have a sign.
  private mutating func whole(_ length: Int) -> Int64? {
    guard let row = unsafe row, length <= count - place else { return markBroken() }
    var value: Int64 = unsafe Int64(row[place])
    for offset in 1..<max(1, length) {
      value = unsafe value << 8 | Int64(UInt8(bitPattern: row[place + offset]))
    }
    place += length
    return value
  }

  private mutating func tenThousandfold(_ value: Int128) -> Int128 {
    let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10_000)
    if isTooLarge || product.magnitude > UInt128(Int128.max) - 10_000 { isBroken = true }
    return isBroken ? 0 : product
  }

  private mutating func markBroken<Value>() -> Value? {
    isBroken = true
    return nil
  }

  private var broken: PostgreSQLError {
    PostgreSQLError(
      .unexpectedAnswer, "the server sent a row of another shape than was asked for",
      statement: name)
  }
}
