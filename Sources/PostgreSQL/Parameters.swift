/// The parameters of one statement, in text form, gathered in one buffer that is used again and again.
///
/// Arrays are written in the server's array syntax: `beginArray`, elements, `endArray`.
public struct Parameters: Sendable {
  /// All values, each with a zero byte behind it.
  private(set) var bytes: [UInt8] = []
  /// Where each value starts; -1 for NULL.
  private(set) var starts: [Int] = []
  private var isFirstElement = true

  /// No parameters.
  public init() {
    bytes.reserveCapacity(256)
    starts.reserveCapacity(16)
  }

  /// Number of parameters.
  public var count: Int { starts.count }

  /// Forgets all, and keeps the room.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
  }

  /// Adds a text. A zero byte, which no PostgreSQL text can hold, ends it.
  public mutating func append(_ text: String) {
    starts.append(bytes.count)
    bytes.append(contentsOf: text.utf8)
    bytes.append(0)
  }

  /// Adds a text, or NULL.
  public mutating func append(_ text: String?) {
    if let text { append(text) } else { appendNull() }
  }

  /// Adds a whole number.
  public mutating func append(_ number: Int64) {
    starts.append(bytes.count)
    Self.write(number, to: &bytes)
    bytes.append(0)
  }

  /// Adds `true` or `false`.
  public mutating func append(_ flag: Bool) {
    starts.append(bytes.count)
    bytes.append(UInt8(ascii: flag ? "t" : "f"))
    bytes.append(0)
  }

  /// Adds NULL.
  public mutating func appendNull() { starts.append(-1) }

  /// Begins an array; elements follow, then `endArray`.
  public mutating func beginArray() {
    starts.append(bytes.count)
    bytes.append(UInt8(ascii: "{"))
    isFirstElement = true
  }

  /// Adds a whole number to the array that was begun.
  public mutating func element(_ number: Int64) {
    separate()
    Self.write(number, to: &bytes)
  }

  /// Adds a truth value to the array that was begun.
  public mutating func element(_ flag: Bool) {
    separate()
    bytes.append(UInt8(ascii: flag ? "t" : "f"))
  }

  /// Adds a text to the array that was begun, in double quotes.
  public mutating func element(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        bytes.append(UInt8(ascii: "\\"))
      }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds NULL to the array that was begun.
  public mutating func elementNull() {
    separate()
    bytes.append(contentsOf: "NULL".utf8)
  }

  /// Ends the array.
  public mutating func endArray() {
    bytes.append(UInt8(ascii: "}"))
    bytes.append(0)
  }

  private mutating func separate() {
    if !isFirstElement { bytes.append(UInt8(ascii: ",")) }
    isFirstElement = false
  }

  /// Writes decimal digits, without making a string.
  static func write(_ number: Int64, to bytes: inout [UInt8]) {
    var rest = number.magnitude
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
