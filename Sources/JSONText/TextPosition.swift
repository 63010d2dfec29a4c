/// A place in a text: line and column, both from 1.
///
/// Columns count Unicode scalars, so that they agree with what an editor shows.
public struct TextPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The line, from 1; 0 when the value was not read from a text.
  public var line: Int
  /// The column, from 1; 0 when the value was not read from a text.
  public var column: Int

  /// The place of a value that was made by the program, not read.
  public static let none = TextPosition(line: 0, column: 0)

  /// Makes the place at `line` and `column`.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// `line:column`
  public var description: String { "\(line):\(column)" }

  /// Whether `left` comes before `right` in the text.
  public static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
