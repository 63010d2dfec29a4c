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
    let widths = columns.indices.map { index in
      rows.reduce(columns[index].heading.count) { max($0, $1[index].count) }
    }
    let headings = line(columns.map(\.heading), widths: widths)
    return [style.heading(headings)] + rows.map { line($0, widths: widths) }
  }

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
