/// Writes help from the tables, at most 100 columns wide.
struct HelpText {
  /// The widest line.
  static let columnsMax = 100

  /// Options and commands wider than this have their explanation on the next line.
  private static let labelColumnsMax = 34

  let style: Style

  /// Help on the whole program.
  func text(for table: CommandTable) -> String {
    let commands = table.commands.map { (label: $0.name, help: $0.summary) }
    let options = table.commonOptions.map { (label: Self.label(of: $0), help: $0.fullHelp) }
    let codes = ExitCode.allCases.map { (label: "\($0.rawValue)", help: $0.meaning) }
    return sections([
      "Stress-tests order books and proves that they did the right thing.",
      usage("simulator COMMAND [options]"),
      titled("Commands", definitions(commands)),
      titled("Common options", definitions(options)),
      titled("Exit codes", definitions(codes)),
      "Run 'simulator help COMMAND' for the options and examples of a command.",
    ])
  }

  /// Help on one command.
  func text(for command: CommandDefinition) -> String {
    let words = command.positionals.map { (label: $0.usage, help: $0.help) }
    let labels = words.map(\.label) + command.options.map(Self.label)
    let column = Self.column(for: labels)
    var parts = [usage(command.usage), command.summary]
    if !words.isEmpty { parts.append(titled("Arguments", definitions(words, column: column))) }
    for group in Self.groups(of: command.options) {
      let options = command.options.filter { $0.group == group }
      let lines = options.map { (label: Self.label(of: $0), help: $0.fullHelp) }
      parts.append(titled(group, definitions(lines, column: column)))
    }
    let examples = command.examples.flatMap { ["  \($0.line)", "      \($0.explanation)"] }
    parts.append(([style.heading("Examples:")] + examples).joined(separator: "\n"))
    return sections(parts)
  }

  /// How help spells an option: `-h, --help`, `--seed N`, `--[no-]alternate-sides`.
  static func label(of option: OptionDefinition) -> String {
    let short = option.shortName.map { "-\($0), " } ?? ""
    let negation = option.kind == .negatableFlag ? "[no-]" : ""
    let value = option.valueName.map { " \($0)" } ?? ""
    return "\(short)--\(negation)\(option.name)\(value)"
  }

  /// The headings of `options`, each once, in the order in which they come up.
  static func groups(of options: [OptionDefinition]) -> [String] {
    options.reduce(into: []) { groups, option in
      if !groups.contains(option.group) { groups.append(option.group) }
    }
  }

  private func sections(_ parts: [String]) -> String { parts.joined(separator: "\n\n") + "\n" }

  private func usage(_ line: String) -> String { "\(style.heading("Usage:")) \(line)" }

  private func titled(_ title: String, _ lines: [String]) -> String {
    let heading = style.heading("\(title):")
    return ([heading] + lines).joined(separator: "\n")
  }

  private func definitions(
    _ entries: [(label: String, help: String)], column: Int? = nil
  ) -> [String] {
    let column = column ?? Self.column(for: entries.map(\.label))
    return entries.flatMap { Self.definition(label: $0.label, help: $0.help, column: column) }
  }

  /// Where the explanations begin: behind the widest label that is not too wide.
  private static func column(for labels: [String]) -> Int {
    let fitting = labels.map(\.count).filter { $0 <= labelColumnsMax }
    return 2 + (fitting.max() ?? 0) + 2
  }

  private static func definition(label: String, help: String, column: Int) -> [String] {
    let head = "  \(label)"
    let indent = String(repeating: " ", count: column)
    var lines = wrapped(help, columns: columnsMax - column).map { indent + $0 }
    if head.count + 2 > column { return [head] + lines }
    let padding = String(repeating: " ", count: column - head.count)
    lines[0] = head + padding + lines[0].dropFirst(column)
    return lines
  }

  /// Breaks text between words so that no line is wider than `columns`.
  static func wrapped(_ text: String, columns: Int) -> [String] {
    text.split(separator: " ").reduce(into: []) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= columns {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
  }
}
