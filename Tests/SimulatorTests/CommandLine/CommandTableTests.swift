import Testing

@testable import Simulation
@testable import Simulator

extension CommandDefinition: CustomTestStringConvertible {
  /// The name, where the description of a whole table would fill the screen.
  var testDescription: String { name }
}

@Suite("The tables of commands and options")
struct CommandTableTests {
  @Test("no command has a name twice, no command a spelling twice")
  func uniqueNames() {
    let names = CommandTable.simulator.commands.map(\.name)
    #expect(Set(names).count == names.count)
    for command in CommandTable.simulator.commands {
      let spellings = command.options.flatMap(\.spellings)
      #expect(Set(spellings).count == spellings.count, "\(command.name)")
    }
  }

  @Test(
    "what options require or exclude exists", arguments: CommandTable.simulator.commands)
  func companions(command: CommandDefinition) {
    for option in command.options {
      for other in option.excludes + [option.requires].compactMap(\.self) {
        #expect(command.option(named: other) != nil, "\(option.name) -> \(other)")
      }
    }
  }

  @Test(
    "only the last word may be repeated, and none that must be there follows one that need not",
    arguments: CommandTable.simulator.commands)
  func positionals(command: CommandDefinition) {
    #expect(command.positionals.dropLast().allSatisfy { !$0.isRepeatable })
    let optional = command.positionals.drop { !$0.isOptional }
    #expect(optional.allSatisfy { $0.isOptional })
  }

  @Test("two options never mean the same place of the file", arguments: ["run", "schedule"])
  func configurationPaths(name: String) throws {
    let command = try #require(CommandTable.simulator.command(named: name))
    let paths = command.options.compactMap(\.configurationPath)
    #expect(Set(paths).count == paths.count)
  }

  @Test("every place in simulator.json exists", arguments: CommandTable.simulator.commands)
  func settings(command: CommandDefinition) {
    for path in command.options.compactMap(\.configurationPath) {
      let parent = path.dropLast().joined(separator: ".")
      let object = ConfigurationKeys.all.first { $0.path == parent }
      let isKnown = object?.keys.contains(path.last ?? "") ?? false
      #expect(isKnown, "\(path.joined(separator: "."))")
    }
  }

  @Test("every example is understood", arguments: CommandTable.simulator.commands)
  func examples(command: CommandDefinition) throws {
    #expect(!command.examples.isEmpty)
    for example in command.examples {
      let shown = example.line.split(separator: " ").map(String.init)
      let start = try #require(shown.firstIndex { $0.hasSuffix("simulator") })
      let end = shown.firstIndex(of: ">") ?? shown.endIndex
      let words = shown[(start + 1)..<end].map { $0.hasSuffix(")") ? String($0.dropLast()) : $0 }
      let arguments = try ArgumentParser.parse(Array(words))
      #expect(arguments.command.name == command.name)
    }
  }

  @Test("help and summaries are sentences", arguments: CommandTable.simulator.commands)
  func sentences(command: CommandDefinition) {
    let texts =
      [command.summary] + command.options.map(\.help) + command.positionals.map(\.help)
      + command.examples.map(\.explanation)
    for text in texts {
      #expect(text.hasSuffix("."), "\(text)")
      #expect(text.first?.isLowercase != true || text.hasPrefix("bash"), "\(text)")
    }
  }
}
