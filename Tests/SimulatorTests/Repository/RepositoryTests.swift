import Testing

@Suite("The repository keeps its rules")
struct RepositoryTests {
  @Test(
    "every file keeps every rule",
    arguments: LintRule.shape + LintRule.content + LintRule.links)
  func rules(rule: LintRule) {
    let findings = RepositoryFile.all.flatMap(rule.findings)
    let isKept = findings.isEmpty
    #expect(isKept, "\(findings.map(\.description).joined(separator: "\n"))")
  }

  @Test("the files are really read")
  func files() {
    let paths = Set(RepositoryFile.all.map(\.path))
    for path in [
      "Package.swift", "Makefile", "Sources/Simulator/main.swift", "docs/command-line.md",
    ] {
      let isRead = paths.contains(path)
      #expect(isRead, "\(path)")
    }
    let isClean = paths.allSatisfy { !$0.contains(".build") }
    #expect(isClean)
  }
}
