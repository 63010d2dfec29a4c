/// SQL text with parameters as `:name`, turned into the server's `$1`, `$2` ...
///
/// Constants, quoted names, comments, dollar quotes and casts (`::`) are left alone.
struct NamedParameters: Equatable {
  /// The text with numbers in place of names.
  private(set) var text = ""
  /// The name behind each number, from 1; each name once.
  private(set) var names: [String] = []

  init(parsing sql: String) {
    let bytes = Array(sql.utf8)
    var output: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if let end = Self.endOfProtected(bytes, from: place) {
        output += bytes[place..<end]
        place = end
      } else if Self.isCast(bytes, place) {
        output += bytes[place..<place + 2]
        place += 2
      } else if bytes[place] == UInt8(ascii: ":"), let end = Self.endOfName(bytes, from: place + 1)
      {
        let name = String(decoding: bytes[place + 1..<end], as: UTF8.self)
        output += "$\(number(of: name))".utf8
        place = end
      } else {
        output.append(bytes[place])
        place += 1
      }
    }
    text = String(decoding: output, as: UTF8.self)
  }

  private mutating func number(of name: String) -> Int {
    if let place = names.firstIndex(of: name) { return place + 1 }
    names.append(name)
    return names.count
  }

  private static func isCast(_ bytes: [UInt8], _ place: Int) -> Bool {
    bytes[place] == UInt8(ascii: ":") && place + 1 < bytes.count
      && bytes[place + 1] == UInt8(ascii: ":")
  }

  /// The end of a constant, quoted name or comment that begins here; nil when none does.
  private static func endOfProtected(_ bytes: [UInt8], from start: Int) -> Int? {
    switch bytes[start] {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      return end(bytes, from: start + 1, of: [bytes[start]])
    case UInt8(ascii: "-") where matches(bytes, start, "--"):
      return end(bytes, from: start + 2, of: [UInt8(ascii: "\n")])
    case UInt8(ascii: "/") where matches(bytes, start, "/*"):
      return end(bytes, from: start + 2, of: Array("*/".utf8))
    case UInt8(ascii: "$"):
      var tagEnd = start + 1
      while tagEnd < bytes.count, isNamePart(bytes[tagEnd]) { tagEnd += 1 }
      guard tagEnd < bytes.count, bytes[tagEnd] == UInt8(ascii: "$") else { return nil }
      return end(bytes, from: tagEnd + 1, of: Array(bytes[start...tagEnd]))
    default: return nil
    }
  }

  /// Behind the first occurrence of `mark` from `start`, or the end of the text.
  private static func end(_ bytes: [UInt8], from start: Int, of mark: [UInt8]) -> Int {
    var place = start
    while place + mark.count <= bytes.count {
      if bytes[place..<place + mark.count].elementsEqual(mark) { return place + mark.count }
      place += 1
    }
    return bytes.count
  }

  private static func matches(_ bytes: [UInt8], _ start: Int, _ text: String) -> Bool {
    bytes[start...].starts(with: text.utf8)
  }

  private static func endOfName(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count, isNamePart(bytes[start]), !isDigit(bytes[start]) else { return nil }
    return bytes[start...].firstIndex { !isNamePart($0) } ?? bytes.count
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
