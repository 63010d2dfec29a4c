/// Something that is wrong with a history.
public struct Problem: Hashable, Sendable {
  /// What was checked; a smaller history fails the same way when this is the same.
  public var check: String
  /// What is wrong, with expected and found.
  public var message: String

  /// Makes a problem of its parts.
  public init(_ check: String, _ message: String) {
    self.check = check
    self.message = message
  }
}
