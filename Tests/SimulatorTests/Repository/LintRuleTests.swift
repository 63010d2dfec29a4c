import Testing

/// A file that breaks one rule, with the lines on which it does.
private struct BadSample: CustomTestStringConvertible {
  let rule: LintRule
  let path: String
  let text: String
  let lines: [Int]

  init(_ rule: LintRule, _ path: String, _ text: String, lines: [Int]) {
    self.rule = rule
    self.path = path
    self.text = text
    self.lines = lines
  }

  var testDescription: String { "\(rule.name): \(path)" }
}

private func function(lines count: Int) -> String {
  "func long() {\n" + String(repeating: "  work()\n", count: count - 2) + "}\n"
}

private let source = "Sources/Domain/Sample.swift"

private let badSamples = [
  BadSample(.fileLength, source, String(repeating: "let a = 1\n", count: 401), lines: [401]),
  BadSample(.functionLength, source, "let a = 1\n" + function(lines: 51), lines: [2]),
  BadSample(.functionLength, "Tests/SampleTests.swift", function(lines: 60), lines: [1]),
  BadSample(.holdsCode, source, "// placeholder\n", lines: [1]),
  BadSample(.holdsCode, source, "/* nothing\nyet */\n", lines: [1]),
  BadSample(.whitespace, source, "let a = 1\n\tlet b = 2\nlet c = 3 \n", lines: [2, 3]),
  BadSample(.whitespace, "Makefile", "all: \n\techo\n", lines: [1]),
  BadSample(.whitespace, "README.md", "text", lines: [1]),
  BadSample(.whitespace, "README.md", "text\n\n", lines: [3]),
  BadSample(.leftovers, "Scripts/run.sh", "# TO" + "DO: more\n", lines: [1]),
  BadSample(.leftovers, source, "let a = 1\nlet b = 2  // FIX" + "ME\n", lines: [2]),
  BadSample(.machinePaths, "docs/a.md", "see /wo" + "rk/main\n", lines: [1]),
  BadSample(.machinePaths, source, "let a = \"/tmp" + "/h/x\"\n", lines: [1]),
  BadSample(.traps, source, "func a() {\n  fatal" + "Error(\"b\")\n}\n", lines: [2]),
  BadSample(.traps, source, "let a = try" + "! b()\nlet c = d as" + "! E\n", lines: [1, 2]),
  BadSample(
    .printing, source, "print" + "(\"here\")\nlet a = \"\\(debug" + "Print(1))\"\n", lines: [1, 2]),
  BadSample(.foundation, source, "public import Foundation\n", lines: [1]),
  BadSample(.foundation, source, "import Domain\nimport FoundationEssentials\n", lines: [2]),
  BadSample(.pointers, source, "let a: UnsafeMutablePointer<Int>\n", lines: [1]),
  BadSample(.pointers, "Sources/Matching/Book.swift", "a.withUnsafeBytes { $0 }\n", lines: [1]),
  BadSample(.relativeLinks, "docs/a.md", "\n[a](missing.md)\n", lines: [2]),
  BadSample(.relativeLinks, "README.md", "[a](docs/missing.md) [b](#none)\n", lines: [1, 1]),
  BadSample(.relativeLinks, "README.md", "[a](docs/command-line.md#none)\n", lines: [1]),
]

private let goodSamples = [
  BadSample(.fileLength, source, String(repeating: "let a = 1\n", count: 400), lines: []),
  BadSample(.fileLength, "docs/a.md", String(repeating: "a\n", count: 401), lines: []),
  BadSample(.functionLength, source, function(lines: 50), lines: []),
  BadSample(.whitespace, "Makefile", "all:\n\techo\n", lines: []),
  BadSample(.traps, source, "// fatal" + "Error(\nlet a = \"try" + "! b\"\n", lines: []),
  BadSample(.traps, "Tests/ATests.swift", "let a = try" + "! b()\n", lines: []),
  BadSample(.printing, "Sources/Simulator/Terminal/A.swift", "print" + "(1)\n", lines: []),
  BadSample(.printing, source, "finger" + "print(1)\na.print" + "(2)\n", lines: []),
  BadSample(.pointers, "Sources/Journal/A.swift", "let a: UnsafeRawPointer\n", lines: []),
  BadSample(.pointers, source, "/// Unsafe in a comment.\nlet a = \"Unsafe\"\n", lines: []),
  BadSample(.relativeLinks, "docs/a.md", "[a](command-line.md) [b](../Sources)\n", lines: []),
  BadSample(.relativeLinks, "docs/a.md", "# A b\n[a](#a-b) [b](https://swift.org)\n", lines: []),
  BadSample(.relativeLinks, "docs/a.md", "```\n[a](missing)\n```\n`[b](missing)`\n", lines: []),
]

@Suite("The repository's rules find what they are for")
struct LintRuleTests {
  @Test("bad samples are found, on their lines", arguments: badSamples)
  private func bad(sample: BadSample) {
    let findings = sample.rule.findings(in: RepositoryFile(path: sample.path, text: sample.text))
    #expect(findings.map(\.line) == sample.lines)
    #expect(findings.allSatisfy { $0.path == sample.path && !$0.message.isEmpty })
  }

  @Test("good samples are left alone", arguments: goodSamples)
  private func good(sample: BadSample) {
    let findings = sample.rule.findings(in: RepositoryFile(path: sample.path, text: sample.text))
    #expect(findings.isEmpty)
  }

  @Test("every rule has a bad sample")
  func completeness() {
    let rules = LintRule.shape + LintRule.content + LintRule.links
    #expect(Set(badSamples.map(\.rule.name)) == Set(rules.map(\.name)))
  }
}
