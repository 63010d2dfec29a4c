/// One thing that is wrong with a configuration.
public struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
  /// Where: `simulator.json:4:19: scheduler.min_amount`, or the option that gave the value.
  public var place: String
  /// What is wrong and what would be right.
  public var message: String

  /// Makes a problem.
  public init(place: String, message: String) {
    self.place = place
    self.message = message
  }

  /// `place: message`
  public var description: String { "\(place): \(message)" }
}

/// Everything that is wrong with a configuration, in the order of the file, then of the options.
public struct ConfigurationProblems: Error, Equatable, Sendable, CustomStringConvertible {
  /// The problems, at least one.
  public var problems: [ConfigurationProblem]

  /// Makes the error from what was found.
  public init(problems: [ConfigurationProblem]) { self.problems = problems }

  /// One line per problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
