extension JSONParser {
  /// An error at the current place.
  func error(found: String, expected: String) -> JSONSyntaxError {
    JSONSyntaxError(position: position, found: found, expected: expected)
  }

  /// The error that the character at the current place is not what is expected there.
  func unexpected(expected: String) -> JSONSyntaxError {
    error(found: describedCharacter(), expected: expected)
  }

  /// The character at the current place, in words where it cannot be shown.
  func describedCharacter() -> String {
    guard let byte = current else { return "end of text" }
    if byte < 0x20 || byte == 0x7F { return "control character U+00\(Self.hexadecimal(byte))" }
    guard let length = utf8Length(at: offset) else {
      return "byte 0x\(Self.hexadecimal(byte)), which is not UTF-8"
    }
    return "'\(String(decoding: bytes[offset..<offset + length], as: UTF8.self))'"
  }

  /// The length of the valid UTF-8 sequence at `start`, or nil when there is none (Unicode, table
  /// 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
  func utf8Length(at start: Int) -> Int? {
    let lead = bytes[start]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0..<0x80: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { second = 0xA0...0xBF }
      if lead == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { second = 0x90...0xBF }
      if lead == 0xF4 { second = 0x80...0x8F }
    default: return nil
    }
    guard start + length <= bytes.count, second.contains(bytes[start + 1]) else { return nil }
    for index in start + 2..<max(start + 2, start + length)
    where bytes[index] & 0xC0 != 0x80 {
      return nil
    }
    return length
  }

  /// `text` in double quotes, shortened when it is long.
  static func quoted(_ text: String) -> String {
    let shown = text.count > 40 ? "\(text.prefix(40))..." : text
    var writer = JSONWriter(style: .compact)
    writer.string(shown)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
