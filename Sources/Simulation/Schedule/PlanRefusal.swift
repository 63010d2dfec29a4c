/// Why a valid configuration cannot be planned.
public struct PlanRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the reason lies, as a path in the configuration.
  public let place: String
  /// What is wrong and what would be right.
  public let message: String

  /// Place and message in one line.
  public var description: String { "\(place): \(message)" }
}
