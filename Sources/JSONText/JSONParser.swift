/// Reads JSON text exactly (RFC 8259) into a tree that keeps number text, key order and positions.
///
/// Stricter than the RFC where it leaves a choice: a key that occurs twice in an object, a byte
/// order mark and nesting deeper than 512 are errors. Keys are compared byte by byte.
///
/// Invariant: `offset` never passes `bytes.count`; `lineStart` is the offset of the current line's
/// first byte and `continuationBytes` counts the bytes on this line, before `offset`, that continue
/// a UTF-8 sequence, so that a column is found without going back.
public struct JSONParser {
  /// How deep arrays and objects may be nested.
  public static let depthMax = 512

  let bytes: [UInt8]
  var offset = 0
  private var line = 1
  private var lineStart = 0
  var continuationBytes = 0
  private var depth = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads one JSON text that fills `bytes`. Linear in its length.
  ///
  /// - Throws: `JSONSyntaxError` at the first place that is not JSON.
  public static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONNode {
    var parser = JSONParser(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw parser.error(found: "a byte order mark", expected: "UTF-8 without it")
    }
    parser.skipWhitespace()
    let node = try parser.readValue(expected: "a value")
    parser.skipWhitespace()
    guard parser.offset == bytes.count else {
      throw parser.unexpected(expected: "end of text")
    }
    return node
  }

  /// The byte at the current place, or nil at the end.
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Line and column of the current place.
  var position: TextPosition {
    TextPosition(line: line, column: offset - lineStart - continuationBytes + 1)
  }

  private mutating func skipWhitespace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): offset += 1
      case UInt8(ascii: "\n"):
        offset += 1
        line += 1
        lineStart = offset
        continuationBytes = 0
      default: return
      }
    }
  }

  private mutating func readValue(expected: String) throws(JSONSyntaxError) -> JSONNode {
    let start = position
    guard let byte = current else { throw unexpected(expected: expected) }
    let value: JSONValue
    switch byte {
    case UInt8(ascii: "{"): value = .object(try readObject())
    case UInt8(ascii: "["): value = .array(try readArray())
    case UInt8(ascii: "\""): value = .string(try readString())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      value = .number(try readNumber())
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      value = try readWord(expected: expected)
    default: throw unexpected(expected: expected)
    }
    return JSONNode(value, position: start)
  }

  private mutating func readWord(expected: String) throws(JSONSyntaxError) -> JSONValue {
    let word = bytes[offset...].prefix { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    let text = String(decoding: word, as: UTF8.self)
    let value: JSONValue
    switch text {
    case "true": value = .bool(true)
    case "false": value = .bool(false)
    case "null": value = .null
    default: throw error(found: "'\(text.prefix(20))'", expected: expected)
    }
    offset = word.endIndex
    return value
  }

  private mutating func readArray() throws(JSONSyntaxError) -> [JSONNode] {
    try enter()
    var elements: [JSONNode] = []
    if current != UInt8(ascii: "]") {
      while true {
        elements.append(
          try readValue(expected: elements.isEmpty ? "a value or ']'" : "a value"))
        skipWhitespace()
        guard take(",") else { break }
        skipWhitespace()
      }
    }
    try leave("]")
    return elements
  }

  private mutating func readObject() throws(JSONSyntaxError) -> [JSONMember] {
    try enter()
    var members: [JSONMember] = []
    var keys = KeySet()
    if current != UInt8(ascii: "}") {
      while true {
        let keyPosition = position
        let key = try readKey(isFirst: members.isEmpty)
        if let earlier = keys.insert(key, after: members) {
          throw JSONSyntaxError(
            position: keyPosition, found: "key \(Self.quoted(key)) again (first at \(earlier))",
            expected: "every key of an object once", earlier: earlier)
        }
        skipWhitespace()
        guard take(":") else { throw unexpected(expected: "':'") }
        skipWhitespace()
        let node = try readValue(expected: "a value")
        members.append(JSONMember(key: key, keyPosition: keyPosition, node: node))
        skipWhitespace()
        guard take(",") else { break }
        skipWhitespace()
      }
    }
    try leave("}")
    return members
  }

  private mutating func readKey(isFirst: Bool) throws(JSONSyntaxError) -> String {
    guard current == UInt8(ascii: "\"") else {
      throw unexpected(
        expected: isFirst ? "a key in double quotes or '}'" : "a key in double quotes")
    }
    return try readString()
  }

  /// Passes the opening bracket and the blanks behind it.
  private mutating func enter() throws(JSONSyntaxError) {
    guard depth < Self.depthMax else {
      throw error(
        found: "nesting deeper than \(Self.depthMax)",
        expected: "at most \(Self.depthMax) arrays and objects in each other")
    }
    depth += 1
    offset += 1
    skipWhitespace()
  }

  /// Passes the closing bracket.
  private mutating func leave(_ bracket: Unicode.Scalar) throws(JSONSyntaxError) {
    guard take(bracket) else { throw unexpected(expected: "',' or '\(bracket)'") }
    depth -= 1
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }
}
