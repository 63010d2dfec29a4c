extension JSONParser {
  /// Passes a number and returns it as written.
  ///
  /// Grammar: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  mutating func readNumber() throws(JSONSyntaxError) -> String {
    let start = offset
    if current == UInt8(ascii: "-") { offset += 1 }
    if current == UInt8(ascii: "0") {
      offset += 1
      if let current, isDigit(current) {
        throw error(
          found: "a digit after a leading zero", expected: "a number without leading zeros")
      }
    } else {
      try readDigits()
    }
    if current == UInt8(ascii: ".") {
      offset += 1
      try readDigits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      offset += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
      try readDigits()
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func readDigits() throws(JSONSyntaxError) {
    guard let current, isDigit(current) else { throw unexpected(expected: "a digit") }
    while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
}
