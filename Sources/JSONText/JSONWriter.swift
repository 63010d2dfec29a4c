/// Writes JSON text piece by piece into a buffer that the caller may drain between any two pieces.
///
/// The calls must form a JSON text (a key before each member's value, every begin with its end); a
/// call out of turn is a bug and traps. After a complete value `endLine()` makes room for the next
/// one, so one writer can produce JSON Lines.
public struct JSONWriter: Sendable {
  /// How the text is laid out.
  public enum Style: Sendable {
    /// One member or element per line, indented by two spaces.
    case pretty
    /// Without any blanks.
    case compact
    /// As `pretty` down to the elements of the outermost object's arrays, and these without blanks:
    /// one element per line, for long lists.
    case outline
  }

  /// What has been written since the start or the last drain.
  public private(set) var bytes: [UInt8] = []

  private let style: Style
  private var containers: [Container] = []
  private var isAfterKey = false
  private var isComplete = false

  private struct Container {
    let isObject: Bool
    var isEmpty = true
  }

  /// Makes a writer with an empty buffer.
  public init(style: Style) { self.style = style }

  /// Returns what the buffer holds and empties it; writing goes on where it was.
  public mutating func drain() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: false) }
    return bytes
  }

  /// Begins an object.
  public mutating func beginObject() { begin(isObject: true, UInt8(ascii: "{")) }

  /// Ends the object begun last.
  public mutating func endObject() { end(isObject: true, UInt8(ascii: "}")) }

  /// Begins an array.
  public mutating func beginArray() { begin(isObject: false, UInt8(ascii: "[")) }

  /// Ends the array begun last.
  public mutating func endArray() { end(isObject: false, UInt8(ascii: "]")) }

  /// Begins a member of the current object; its value must follow.
  public mutating func key(_ key: String) {
    precondition(containers.last?.isObject == true && !isAfterKey, "a key out of turn")
    separate()
    appendQuoted(key)
    bytes.append(UInt8(ascii: ":"))
    if containers.count <= depthOfLines { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  /// Writes a string, escaping quotes, backslashes and control characters.
  public mutating func string(_ text: String) {
    beginValue()
    appendQuoted(text)
    endValue()
  }

  /// Writes a number exactly as `text` says, which must be a JSON number.
  public mutating func number(_ text: String) {
    precondition(Self.isNumber(text), "\(text) is not a JSON number")
    beginValue()
    bytes.append(contentsOf: text.utf8)
    endValue()
  }

  /// Writes an integer.
  public mutating func integer(_ value: Int) {
    beginValue()
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(UInt64(value.magnitude))
    endValue()
  }

  /// Writes an integer.
  public mutating func integer(_ value: UInt64) {
    beginValue()
    appendDigits(value)
    endValue()
  }

  /// Writes an integer.
  public mutating func integer(_ value: Int128) {
    beginValue()
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    if let small = UInt64(exactly: value.magnitude) {
      appendDigits(small)
    } else {
      bytes.append(contentsOf: String(value.magnitude).utf8)
    }
    endValue()
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) {
    beginValue()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
    endValue()
  }

  /// Writes `null`.
  public mutating func null() {
    beginValue()
    bytes.append(contentsOf: "null".utf8)
    endValue()
  }

  /// Writes a whole tree.
  public mutating func node(_ node: JSONNode) {
    switch node.value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let text): number(text)
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.node(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(member.key)
        self.node(member.node)
      }
      endObject()
    }
  }

  /// Ends the line after a complete value; another value may follow.
  public mutating func endLine() {
    precondition(isComplete, "a line ended within a value")
    bytes.append(UInt8(ascii: "\n"))
    isComplete = false
  }

  private mutating func begin(isObject: Bool, _ bracket: UInt8) {
    beginValue()
    bytes.append(bracket)
    containers.append(Container(isObject: isObject))
  }

  private mutating func end(isObject: Bool, _ bracket: UInt8) {
    precondition(!isAfterKey, "a key without a value")
    guard let container = containers.popLast(), container.isObject == isObject else {
      preconditionFailure("an end without its begin")
    }
    if !container.isEmpty { breakLine(atDepth: containers.count + 1) }
    bytes.append(bracket)
    endValue()
  }

  private mutating func beginValue() {
    if isAfterKey {
      isAfterKey = false
    } else if containers.isEmpty {
      precondition(!isComplete, "a second value without an end of line between")
    } else {
      precondition(containers.last?.isObject == false, "a member without a key")
      separate()
    }
  }

  private mutating func endValue() {
    isComplete = containers.isEmpty
  }

  /// Puts the comma and the line break before a member or element.
  private mutating func separate() {
    let last = containers.count - 1
    if !containers[last].isEmpty { bytes.append(UInt8(ascii: ",")) }
    containers[last].isEmpty = false
    breakLine(atDepth: containers.count)
  }

  /// How deep containers may be nested for their content to stand on lines of its own.
  private var depthOfLines: Int {
    switch style {
    case .pretty: .max
    case .outline: 2
    case .compact: 0
    }
  }

  private mutating func breakLine(atDepth depth: Int) {
    guard depth <= depthOfLines else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<containers.count { bytes.append(contentsOf: [0x20, 0x20]) }
  }
}

extension JSONWriter {
  private mutating func appendQuoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy(Self.isPlain) {
      bytes.append(contentsOf: text.utf8)
    } else {
      for byte in text.utf8 {
        if Self.isPlain(byte) { bytes.append(byte) } else { appendEscape(byte) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a byte of UTF-8 stands in a string as it is.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func appendEscape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(contentsOf: (byte < 0x10 ? "u000" : "u00").utf8)
      bytes.append(contentsOf: String(byte, radix: 16).utf8)
    }
  }

  private mutating func appendDigits(_ value: UInt64) {
    let start = bytes.count
    var rest = value
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private static func isNumber(_ text: String) -> Bool {
    guard let node = try? JSONParser.parse(Array(text.utf8)) else { return false }
    return node.numberText == text
  }
}
