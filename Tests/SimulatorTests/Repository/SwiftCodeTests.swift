import Testing

@Suite("Telling code from comments and strings")
struct SwiftCodeTests {
  @Test(
    "comments and the contents of strings are blank",
    arguments: [
      ("a // b { c", "a         "),
      ("a /* b /* c */ d */ e", "a                   e"),
      (#"a("b { c") d"#, #"a("     ") d"#),
      (#"a("\"{") b"#, #"a("   ") b"#),
      (##"a(#"b "{" c"#) d"##, ##"a(#"       "#) d"##),
      (#"a("b \(c("d")) {") e"#, #"a("    c(" ")   ") e"#),
      (#"a("\\") b"#, #"a("  ") b"#),
      ("a / b", "a / b"),
    ])
  func masks(text: String, expected: String) {
    let masked = SwiftCode.masked(text)[0]
    #expect(masked.count == text.count)
    #expect(masked == expected)
  }

  @Test("strings of many lines end where they end")
  func multiline() {
    let text = "let a = \"\"\"\n  { \" \\(b) \"\"\n  \"\"\"\nlet c = {}"
    let lines = SwiftCode.masked(text)
    #expect(lines.count == 4)
    #expect(lines[1].filter { $0 != " " } == "b")
    #expect(lines[3] == "let c = {}")
  }

  @Test("functions are found with their length, nested ones too")
  func functions() {
    let text = """
      struct A {
        var a = [1: { 2 }]
        var b: Int { 1 }
        init?(c: Int) {
          self.init()
        }
        public static func d(
          e: () -> Void = {}
        ) -> String {
          func f() {
          }
          return "}\\(a)"
        }
        subscript(g: Int) -> Int {
          1
        }
        deinit {
        }
      }
      protocol P {
        func h()
        init(i: Int)
        var j: Int { get }
      }
      """
    let found = SwiftFunction.all(in: SwiftCode.masked(text))
    #expect(found.map(\.line) == [3, 4, 7, 10, 14, 17, 23])
    #expect(found.map(\.length) == [1, 3, 7, 2, 3, 2, 1])
  }
}
