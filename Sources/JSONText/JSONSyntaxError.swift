/// Why a text is not JSON: where, what stands there and what should.
public struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the text goes wrong.
  public var position: TextPosition
  /// What stands there, for example `','` or `end of text`.
  public var found: String
  /// What would be right, for example `a value`.
  public var expected: String
  /// For a repeated key: where it stands for the first time.
  public var earlier: TextPosition?

  /// Makes an error.
  public init(
    position: TextPosition, found: String, expected: String, earlier: TextPosition? = nil
  ) {
    self.position = position
    self.found = found
    self.expected = expected
    self.earlier = earlier
  }

  /// What was found and expected, without the position.
  public var message: String { "found \(found), expected \(expected)" }

  /// `line:column: found ..., expected ...`
  public var description: String { "\(position): \(message)" }
}
