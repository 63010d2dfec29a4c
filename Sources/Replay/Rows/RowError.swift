/// What is wrong with one row of an input, and where.
public struct RowError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public var file: String
  /// The row's line, from 1.
  public var line: UInt64
  /// The first byte of what is wrong, from 1.
  public var column: Int
  /// What would have been right.
  public var expected: String
  /// What stands there instead.
  public var found: String

  /// Makes an error of its parts.
  public init(file: String, line: UInt64, column: Int, expected: String, found: String) {
    self.file = file
    self.line = line
    self.column = column
    self.expected = expected
    self.found = found
  }

  /// `file:line:column: expected ..., found ...`.
  public var description: String {
    "\(file):\(line):\(column): expected \(expected), found \(found)"
  }
}
