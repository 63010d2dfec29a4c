import JSONText
import Testing

@Suite("JSON parser")
struct JSONParserTests {
  @Test("values, key order and number text are kept as written")
  func valuesAreKept() throws {
    let text =
      #" {"b": [1, -0, 1.50e3, 12345678901234567890123456789], "a": {"c": null}, "t": true}"#
    let node = try parse(text)
    #expect(node.members?.map(\.key) == ["b", "a", "t"])
    #expect(
      node["b"]?.elements?.compactMap(\.numberText)
        == ["1", "-0", "1.50e3", "12345678901234567890123456789"])
    #expect(node["b"]?[3]?.int128Value == 12_345_678_901_234_567_890_123_456_789)
    #expect(node["b"]?[3]?.uint64Value == nil)
    #expect(node["b"]?[0]?.uint64Value == 1)
    #expect(node["b"]?[0]?.intValue == 1)
    #expect(node["b"]?[2]?.int64Value == nil)
    #expect(node["b"]?[4] == nil)
    #expect(node["a"]?["c"]?.isNull == true)
    #expect(node["t"]?.boolValue == true)
    #expect(node["missing"] == nil)
    #expect(node.stringValue == nil)
  }

  @Test("positions are lines and columns in characters")
  func positions() throws {
    let node = try parse("{\n  \"ä€😀\": \"é\", \"k\": [\r\n\t7]\n}")
    let members = try #require(node.members)
    #expect(node.position == TextPosition(line: 1, column: 1))
    #expect(members[0].keyPosition == TextPosition(line: 2, column: 3))
    #expect(members[0].node.position == TextPosition(line: 2, column: 10))
    #expect(members[1].keyPosition == TextPosition(line: 2, column: 15))
    #expect(members[1].node.position == TextPosition(line: 2, column: 20))
    #expect(members[1].node[0]?.position == TextPosition(line: 3, column: 2))
  }

  @Test("escapes are resolved")
  func escapes() throws {
    let node = try parse(#""\"\\\/\b\f\n\r\t\u0041\u00e4\uD83D\uDE00ende""#)
    #expect(node.stringValue == "\"\\/\u{08}\u{0C}\n\r\tAä😀ende")
  }

  @Test("512 levels are read, 513 are not")
  func depth() throws {
    let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try parse(deepest).elements?.count == 1)
    #expect(
      message(of: "[" + deepest + "]")
        == "1:513: found nesting deeper than 512, expected at most 512 arrays and objects in each "
        + "other")
  }

  @Test("keys that differ in bytes alone are two keys")
  func keysAreBytes() throws {
    #expect(try parse("{\"\u{E9}\": 1, \"e\u{301}\": 2}").members?.count == 2)
  }

  @Test("a key that is repeated after many others is found")
  func repeatedKeyAmongMany() {
    let members = (0..<100).map { "\"k\($0)\": 0" }.joined(separator: ",\n")
    #expect(
      message(of: "{\(members),\n\"k3\": 1}")
        == "101:1: found key \"k3\" again (first at 4:1), expected every key of an object once")
    #expect(
      message(of: "{\(members),\n\"k99\": 1}")
        == "101:1: found key \"k99\" again (first at 100:1), expected every key of an object once")
  }

  @Test("what is not JSON is refused with its place", arguments: syntaxErrors)
  func refuses(_ example: SyntaxErrorExample) {
    #expect(message(of: example.bytes) == example.message, "\(example.name)")
  }
}

/// One wrong text and the whole message that it must give.
struct SyntaxErrorExample: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  let message: String
  var testDescription: String { name }

  init(_ name: String, _ text: String, _ message: String) {
    self.init(name, bytes: Array(text.utf8), message)
  }

  init(_ name: String, bytes: [UInt8], _ message: String) {
    self.name = name
    self.bytes = bytes
    self.message = message
  }
}

private func parse(_ text: String) throws(JSONSyntaxError) -> JSONNode {
  try JSONParser.parse(Array(text.utf8))
}

private func message(of text: String) -> String { message(of: Array(text.utf8)) }

private func message(of bytes: [UInt8]) -> String {
  do throws(JSONSyntaxError) {
    _ = try JSONParser.parse(bytes)
    return "no error"
  } catch {
    return error.description
  }
}
