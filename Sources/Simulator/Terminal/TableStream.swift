/// A table of any number of rows that is written while they come.
///
/// Rows are laid out a block at a time; columns become wider from block to block where they must.
struct TableStream {
  private static let rowsPerBlock = 256

  private var table: TextTable
  private var widths: [Int]?
  private let style: Style

  init(_ columns: [TextTable.Column], style: Style) {
    table = TextTable(columns)
    self.style = style
  }

  /// Appends a row; false when nobody reads any more.
  mutating func append(_ cells: [String], to output: ResultOutput) -> Bool {
    table.append(cells)
    return table.rows.count < Self.rowsPerBlock || finish(output)
  }

  /// Writes what is not written yet; the headings alone when there were no rows.
  @discardableResult
  mutating func finish(_ output: ResultOutput) -> Bool {
    let known = table.widths(atLeast: widths)
    var lines = table.rowLines(widths: known)
    if widths == nil { lines.insert(style.heading(table.headingLine(widths: known)), at: 0) }
    widths = known
    table.removeRows()
    return lines.isEmpty || output.write(lines.joined(separator: "\n") + "\n")
  }
}
