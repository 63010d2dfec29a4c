import TestSupport
import Testing

@testable import Simulator

@Suite("docs/command-line.md says what the program does")
struct CommandLineDocsTests {
  private let docs: CommandLineDocs

  init() throws {
    let text = try #require(TextFile.read("\(RepositoryRoot.path)/docs/command-line.md"))
    docs = CommandLineDocs(text)
  }

  @Test("every command and every option is documented")
  func complete() {
    #expect(docs.omissions(of: .simulator) == [])
  }

  @Test("no option is documented that does not exist")
  func truthful() {
    #expect(docs.inventions(beyond: .simulator) == [])
  }

  @Test("every option's row says what help says, and names its place in simulator.json")
  func rows() {
    for option in CommandTable.simulator.commands.flatMap(\.options) {
      let place = option.configurationPath.map { "`\($0.joined(separator: "."))`" } ?? "-"
      let row = "| `\(HelpText.label(of: option))` | \(option.fullHelp) | \(place) |"
      let isThere = docs.rows.contains(row)
      #expect(isThere, "\(row)")
    }
  }

  @Test("every exit code is documented with its meaning")
  func exitCodes() {
    for code in ExitCode.allCases {
      #expect(docs.text.contains("| \(code.rawValue) | \(code.meaning) |"))
    }
  }

  @Test("every variable that the program reads is documented")
  func environment() {
    for name in ["NO_COLOR", "TERM", "LC_ALL", "LC_CTYPE", "LANG"] {
      #expect(docs.text.contains("| `\(name)` |"))
    }
  }

  @Test("an option that is missing, or in another command's section, is found")
  func findsOmissions() {
    let table = CommandTable(
      commands: [
        CommandDefinition(
          name: "go",
          summary: "Go.",
          options: [
            OptionDefinition("far", "N", .integer, group: "A", help: "Far."),
            OptionDefinition(flag: "fast", isNegatable: true, group: "A", help: "Fast."),
          ],
          examples: []),
        CommandDefinition(name: "stop", summary: "Stop.", options: [], examples: []),
      ], commonOptions: [])
    let bad = CommandLineDocs("## `go`\n| `--far N` | x |\n## Other\n| `--[no-]fast` | x |\n")
    #expect(bad.omissions(of: table) == ["go: --[no-]fast", "stop"])
    let good = CommandLineDocs(
      "## `go`\n| `--far N` | x |\n[more](#other)\n## Other\n| `--[no-]fast` | x |\n## `stop`\n")
    #expect(good.omissions(of: table) == [])
    #expect(good.inventions(beyond: table) == [])
    #expect(CommandLineDocs("| `--near N` | x |").inventions(beyond: table) == ["--near N"])
  }
}

/// The page on the command line, by its sections.
private struct CommandLineDocs {
  let text: String
  private let sections: [MarkdownText.Section]

  init(_ text: String) {
    self.text = text
    sections = MarkdownText(text).sections
  }

  /// What of `table` stands neither in its command's section nor in one that this links to.
  func omissions(of table: CommandTable) -> [String] {
    table.commands.flatMap { command -> [String] in
      guard let section = sections.first(where: { $0.heading == "`\(command.name)`" }) else {
        return [command.name]
      }
      let rows = Set(([section] + linked(from: section)).flatMap(labels))
      return command.options.map(HelpText.label).filter { !rows.contains($0) }
        .map { "\(command.name): \($0)" }
    }
  }

  /// Options that stand in the page's tables and in no command.
  func inventions(beyond table: CommandTable) -> [String] {
    let known = Set(table.commands.flatMap(\.options).map(HelpText.label))
    return sections.flatMap(labels).filter { !known.contains($0) }
  }

  /// The rows of all tables.
  var rows: [String] { sections.flatMap(\.lines).filter { $0.hasPrefix("| ") } }

  private func linked(from section: MarkdownText.Section) -> [MarkdownText.Section] {
    let targets = MarkdownText(section.lines.joined(separator: "\n")).links.map(\.target)
    return sections.filter { targets.contains("#\($0.anchor)") }
  }

  /// The options in a section's tables: rows that begin with an option in code.
  private func labels(in section: MarkdownText.Section) -> [String] {
    section.lines.compactMap { line in
      guard line.hasPrefix("| `-") else { return nil }
      return line.dropFirst(3).split(separator: "`").first.map(String.init)
    }
  }
}
