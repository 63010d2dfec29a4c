import JSONText
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
  @Test("pretty text is indented by two spaces, empty containers stay closed")
  func prettyLayout() {
    #expect(
      written(.pretty, writeExample) == """
        {
          "list": [
            1,
            -9223372036854775808,
            18446744073709551615,
            -170141183460469231731687303715884105728
          ],
          "exact": 1.50,
          "empty": {},
          "none": [],
          "flags": [
            true,
            null
          ]
        }
        """)
  }

  @Test("compact text has no blanks")
  func compactLayout() {
    #expect(
      written(.compact, writeExample)
        == #"{"list":[1,-9223372036854775808,18446744073709551615,"#
        + #"-170141183460469231731687303715884105728],"exact":1.50,"empty":{},"none":[],"#
        + #""flags":[true,null]}"#)
  }

  @Test("an outline has one line for each element of the outermost arrays")
  func outlineLayout() {
    let text = written(.outline) { writer in
      writer.beginObject()
      writer.member("name", nil as String?)
      writer.key("list")
      writer.beginArray()
      for number in 0..<2 as Range<UInt64> {
        writer.beginObject()
        writer.member("number", number as UInt64?)
        writer.key("inner")
        writer.beginArray()
        writer.integer(number)
        writer.endArray()
        writer.endObject()
      }
      writer.endArray()
      writer.key("counts")
      writer.beginObject()
      writer.member("none", nil as UInt64?)
      writer.endObject()
      writer.endObject()
    }
    #expect(
      text == """
        {
          "name": null,
          "list": [
            {"number":0,"inner":[0]},
            {"number":1,"inner":[1]}
          ],
          "counts": {
            "none": null
          }
        }
        """)
  }

  @Test("what must be escaped is, and nothing else")
  func escapes() {
    #expect(
      written(.compact) { $0.string("\"\\/\u{08}\u{0C}\n\r\t\u{00}\u{1F}\u{7F}é😀") }
        == #""\"\\/\b\f\n\r\t\u0000\u001f"# + "\u{7F}é😀\"")
  }

  @Test("lines follow each other in one writer, and draining loses nothing")
  func linesAndDraining() {
    var writer = JSONWriter(style: .compact)
    var text: [UInt8] = []
    for line in 0..<3 {
      writer.beginArray()
      writer.integer(line)
      text += writer.drain()
      writer.integer(UInt64(line) * 10)
      writer.endArray()
      writer.endLine()
    }
    text += writer.drain()
    #expect(writer.bytes.isEmpty)
    #expect(String(decoding: text, as: UTF8.self) == "[0,0]\n[1,10]\n[2,20]\n")
  }

  @Test("calls out of turn trap")
  func misuseTraps() async {
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter(style: .compact)
      writer.beginObject()
      writer.integer(1)
    }
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter(style: .compact)
      writer.beginObject()
      writer.endArray()
    }
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter(style: .compact)
      writer.bool(true)
      writer.bool(true)
    }
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter(style: .compact)
      writer.number("01")
    }
  }

  @Test("a written tree reads back equal", arguments: [UInt64](1...200))
  func roundTrip(seed: UInt64) throws {
    var source = RandomTrees(seed: seed)
    let tree = source.tree(depth: 5)
    for style in [JSONWriter.Style.pretty, .compact] {
      var writer = JSONWriter(style: style)
      writer.node(tree)
      let parsed = try JSONParser.parse(writer.bytes)
      #expect(parsed == tree, "seed \(seed)")
      var again = JSONWriter(style: style)
      again.node(parsed)
      #expect(again.bytes == writer.bytes, "seed \(seed)")
    }
  }

  private func writeExample(_ writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("list")
    writer.beginArray()
    writer.integer(1)
    writer.integer(Int.min)
    writer.integer(UInt64.max)
    writer.integer(Int128.min)
    writer.endArray()
    writer.key("exact")
    writer.number("1.50")
    writer.key("empty")
    writer.beginObject()
    writer.endObject()
    writer.key("none")
    writer.beginArray()
    writer.endArray()
    writer.key("flags")
    writer.beginArray()
    writer.bool(true)
    writer.null()
    writer.endArray()
    writer.endObject()
  }

  private func written(_ style: JSONWriter.Style, _ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(style: style)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
