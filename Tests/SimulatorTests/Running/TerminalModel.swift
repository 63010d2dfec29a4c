/// A terminal as an array of rows: carriage returns, line feeds, cursor up, and the two erasures that the
/// live display uses. What does not fit a row goes on in the next.
struct TerminalModel {
  private(set) var rows: [[Character]] = [[]]
  private var row = 0
  private var column = 0
  var columns: Int

  init(columns: Int) { self.columns = columns }

  /// What is seen, without blanks at the ends.
  var text: [String] {
    var lines = rows.map { String($0) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Shows what a program writes. Traps on escape sequences that it does not know.
  mutating func show(_ output: String) {
    var rest = Array(output.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r": column = 0
      case "\n": moveDown()
      case "\u{1B}": escape(&rest)
      default: put(Character(scalar))
      }
    }
  }

  /// Makes the terminal narrower or wider; rows are folded as most terminals do.
  mutating func resize(columns: Int) {
    self.columns = columns
    var folded: [[Character]] = []
    var cursor = (row: 0, column: column)
    for (place, content) in rows.enumerated() {
      if place == row {
        // At the right edge the cursor stays behind the last letter until something follows.
        let passed = max(0, column - 1) / columns
        cursor = (folded.count + passed, column - passed * columns)
      }
      var rest = content[...]
      repeat {
        folded.append(Array(rest.prefix(columns)))
        rest = rest.dropFirst(columns)
      } while !rest.isEmpty
    }
    rows = folded
    (row, column) = cursor
    while rows.count <= row { rows.append([]) }
  }

  private mutating func put(_ character: Character) {
    if column == columns {
      moveDown()
      column = 0
    }
    while rows[row].count <= column { rows[row].append(" ") }
    rows[row][column] = character
    column += 1
  }

  private mutating func moveDown() {
    row += 1
    if row == rows.count { rows.append([]) }
  }

  private mutating func escape(_ rest: inout ArraySlice<Unicode.Scalar>) {
    precondition(rest.popFirst() == "[", "an escape sequence of another kind")
    var number = ""
    while let digit = rest.first, ("0"..."9").contains(digit) {
      number.unicodeScalars.append(digit)
      rest.removeFirst()
    }
    switch rest.popFirst() {
    case "A": row = max(0, row - (Int(number) ?? 1))
    case "K": rows[row] = Array(rows[row].prefix(column))
    case "J":
      rows[row] = Array(rows[row].prefix(column))
      rows = Array(rows.prefix(row + 1))
    default: preconditionFailure("an unknown escape sequence")
    }
  }
}
