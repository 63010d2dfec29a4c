extension JSONParser {
  /// Passes a string, its quotes included, and returns its text with escapes resolved.
  mutating func readString() throws(JSONSyntaxError) -> String {
    offset += 1
    var runStart = offset
    var resolved: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        let run = bytes[runStart..<offset]
        offset += 1
        guard !resolved.isEmpty else { return String(decoding: run, as: UTF8.self) }
        resolved += run
        return String(decoding: resolved, as: UTF8.self)
      case UInt8(ascii: "\\"):
        resolved += bytes[runStart..<offset]
        let scalar = try readEscape()
        resolved += Array(String(Character(scalar)).utf8)
        runStart = offset
      case 0..<0x20:
        throw unexpected(expected: "it written as an escape such as \\n or \\u0000")
      case 0x80...: try passMultibyte()
      default: offset += 1
      }
    }
    throw unexpected(expected: "'\"' to end the string")
  }

  private mutating func passMultibyte() throws(JSONSyntaxError) {
    guard let length = utf8Length(at: offset) else { throw unexpected(expected: "valid UTF-8") }
    offset += length
    continuationBytes += length - 1
  }

  /// Passes one escape, which may be a surrogate pair, and returns what it stands for.
  private mutating func readEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let start = self
    offset += 1
    guard let letter = current else { throw unexpected(expected: "the rest of an escape") }
    if letter == UInt8(ascii: "u") {
      offset += 1
      return try readUnicodeEscape(start)
    }
    guard let scalar = Self.shortEscape(letter) else {
      throw start.error(
        found: "'\\' followed by \(describedCharacter())",
        expected: "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX")
    }
    offset += 1
    return scalar
  }

  private static func shortEscape(_ letter: UInt8) -> Unicode.Scalar? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(letter)
    case UInt8(ascii: "b"): "\u{08}"
    case UInt8(ascii: "f"): "\u{0C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: nil
    }
  }

  private mutating func readUnicodeEscape(
    _ start: JSONParser
  ) throws(JSONSyntaxError) -> Unicode.Scalar {
    let first = try readFourHexDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let lone = JSONSyntaxError(
      position: start.position, found: "half a surrogate pair",
      expected:
        "a high surrogate (\\uD800 ... \\uDBFF) and a low one (\\uDC00 ... \\uDFFF) after it")
    guard first < 0xDC00, current == UInt8(ascii: "\\") else { throw lone }
    offset += 1
    guard current == UInt8(ascii: "u") else { throw lone }
    offset += 1
    let second = try readFourHexDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw lone }
    return scalar
  }

  private mutating func readFourHexDigits() throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
        byte < 0x80
      else { throw unexpected(expected: "four hexadecimal digits after \\u") }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }
}
