import Testing

@testable import Simulator

@Suite("Help")
struct HelpTests {
  private let help = HelpText(style: .plain)

  @Test("the program's help, letter by letter")
  func program() {
    #expect(help.text(for: .simulator) == HelpSnapshots.program)
  }

  @Test("each command's help, letter by letter", arguments: HelpSnapshots.all.map(\.command))
  func commands(name: String) throws {
    let text = try #require(HelpSnapshots.all.first { $0.command == name }?.text)
    let command = try #require(CommandTable.simulator.command(named: name))
    #expect(help.text(for: command) == text)
  }

  @Test("no command is without a snapshot")
  func completeness() {
    let names = CommandTable.simulator.commands.map(\.name)
    #expect(Set(HelpSnapshots.all.map(\.command)) == Set(names))
  }

  @Test("no line is wider than 100 columns or ends with a blank")
  func width() {
    let texts = CommandTable.simulator.commands.map(help.text) + [help.text(for: .simulator)]
    for line in texts.flatMap({ $0.split(separator: "\n") }) {
      #expect(line.count <= 100, "\(line)")
      #expect(!line.hasSuffix(" "), "\(line)")
    }
  }

  @Test("headings are in the style's colours, and nothing else is")
  func colors() {
    let colored = HelpText(style: Style(isColored: true)).text(for: RunCommand.definition)
    #expect(colored.contains("\u{1B}[1mScheduler:\u{1B}[0m\n  --min-amount AMOUNT"))
    let bare = colored.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "")
    #expect(bare == HelpSnapshots.run)
  }

  @Test("a label that leaves no room has its help on the next line")
  func wideLabel() {
    let option = OptionDefinition(
      "an-option-with-a-very-long-name", "VALUE", .text, group: "Group", help: "Help.")
    let command = CommandDefinition(
      name: "test", summary: "Test.",
      options: [option, OptionDefinition(flag: "short", group: "Group", help: "More help.")],
      examples: [])
    let expected = """
      Group:
        --an-option-with-a-very-long-name VALUE
                 Help.
        --short  More help.
      """
    #expect(help.text(for: command).contains(expected))
  }

  @Test(
    "text breaks between words",
    arguments: [
      ("", []), ("one", ["one"]), ("one two", ["one two"]),
      ("one two three", ["one two", "three"]),
      ("a-very-long-word b", ["a-very-long-word", "b"]),
    ] as [(String, [String])])
  func wraps(text: String, lines: [String]) {
    #expect(HelpText.wrapped(text, columns: 7) == lines)
  }
}
