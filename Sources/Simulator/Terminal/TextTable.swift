/// Columns of text under headings, aligned with blanks.
///
/// Numbers stand to the right, so that their digits stand under each other. Lines end with their last
/// letter. A cell's width is its number of characters; colour is for whole lines, from outside.
struct TextTable: Equatable, Sendable {
  /// Where the text of a column stands.
  enum Alignment: Equatable, Sendable {
    case left
    case right
  }

  /// One column.
  struct Column: Equatable, Sendable {
    let heading: String
    let alignment: Alignment

    init(_ heading: String, _ alignment: Alignment = .left) {
      self.heading = heading
      self.alignment = alignment
    }
  }

  /// Blanks between two columns.
  private static let gap = "  "

  /// The columns.
  let columns: [Column]
  /// The rows, each with one cell for every column.
  private(set) var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// Appends a row; it must have a cell for every column.
  mutating func append(_ cells: [String]) {
    precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
    rows.append(cells)
  }

  /// The lines: the headings, in the style's, then the rows.
  func lines(style: Style = .plain) -> [String] {
    let widths = widths()
    return [style.heading(headingLine(widths: widths))] + rowLines(widths: widths)
  }

  /// The widths that the headings and the rows need, and at least these.
  func widths(atLeast widths: [Int]? = nil) -> [Int] {
    columns.indices.map { index in
      let least = max(columns[index].heading.count, widths?[index] ?? 0)
      return rows.reduce(least) { max($0, $1[index].count) }
    }
  }

  /// The headings in columns of these widths.
  func headingLine(widths: [Int]) -> String { line(columns.map(\.heading), widths: widths) }

  /// The rows in columns of these widths, which must be wide enough.
  func rowLines(widths: [Int]) -> [String] { rows.map { line($0, widths: widths) } }

  /// Forgets the rows.
  mutating func removeRows() { rows.removeAll(keepingCapacity: true) }

  private func line(_ cells: [String], widths: [Int]) -> String {
    let padded = cells.indices.map { index in
      let blanks = String(repeating: " ", count: widths[index] - cells[index].count)
      return columns[index].alignment == .left ? cells[index] + blanks : blanks + cells[index]
    }
    let line = padded.joined(separator: Self.gap)
    let end = line.lastIndex { $0 != " " }
    return end.map { String(line[...$0]) } ?? ""
  }
}
