import Testing

/// Something that a lint rule found.
struct LintFinding: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  var description: String { "\(path):\(line): \(message)" }
}

/// A rule that every file of the repository keeps.
struct LintRule: Sendable, CustomTestStringConvertible {
  /// What the rule is about.
  let name: String
  /// Gives the line and the reason of each breach in a file.
  private let breaches: @Sendable (RepositoryFile) -> [(line: Int, message: String)]

  init(
    _ name: String,
    breaches: @escaping @Sendable (RepositoryFile) -> [(line: Int, message: String)]
  ) {
    self.name = name
    self.breaches = breaches
  }

  var testDescription: String { name }

  /// Everything in `file` that breaks the rule.
  func findings(in file: RepositoryFile) -> [LintFinding] {
    breaches(file).map { LintFinding(path: file.path, line: $0.line, message: $0.message) }
  }
}
