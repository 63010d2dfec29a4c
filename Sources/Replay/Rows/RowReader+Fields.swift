/// A text field as it was read.
struct RowText {
  /// What it is found by.
  let key: TextKey
  /// Whether it holds nothing.
  let isEmpty: Bool
}

extension RowReader {
  /// Reads a field of text: plain, or in quotes, where two quotes stand for one.
  mutating func field() throws(FieldFault) -> RowText {
    guard byte == Byte.quote else {
      let range = text()
      return RowText(key: key(range), isEmpty: range.isEmpty)
    }
    let bytes = try quotedBytes()
    return RowText(key: TextKey(bytes), isEmpty: bytes.isEmpty)
  }

  /// Reads a field of text as a string.
  mutating func stringField() throws(FieldFault) -> String {
    guard byte == Byte.quote else { return string(text()) }
    return String(decoding: try quotedBytes(), as: UTF8.self)
  }

  /// Reads a decimal number as multiples of `unit`.
  @inline(__always)
  mutating func units(_ unit: FlowUnit, _ expected: StaticString) throws(FieldFault) -> Int64 {
    let place = offset
    let value = try decimal(places: unit.places, expected)
    let (count, rest) = value.quotientAndRemainder(dividingBy: unit.size)
    guard rest == 0 else { throw fault(at: place, expected) }
    return count
  }

  private mutating func quotedBytes() throws(FieldFault) -> [UInt8] {
    let start = offset
    _ = take(Byte.quote)
    var bytes: [UInt8] = []
    while true {
      if byte == Byte.lineFeed { throw fault(at: start, "a closing quote on the same line") }
      let next = byte
      advance()
      if next == Byte.quote && !take(Byte.quote) { return bytes }
      bytes.append(next)
    }
  }
}
