/// Lines at the bottom of a terminal that are drawn over themselves, each time in one piece, so that
/// nothing flickers.
struct LiveScreen {
  private var drawn: [String] = []

  /// What draws `lines` in place of the ones before.
  ///
  /// - Parameter columns: the terminal's present width. Lines drawn when it was wider have been folded
  ///   by the terminal, and are taken away as such.
  mutating func draw(_ lines: [String], columns: Int) -> String {
    let body = lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n")
    defer { drawn = lines }
    return beginning(columns) + body + "\u{1B}[J"
  }

  /// What takes the lines away and leaves the cursor where they began; nothing when there are none.
  mutating func clear(columns: Int) -> String {
    guard !drawn.isEmpty else { return "" }
    defer { drawn = [] }
    return beginning(columns) + "\u{1B}[J"
  }

  /// What brings the cursor to the first column of the first line.
  private func beginning(_ columns: Int) -> String {
    let rows = drawn.reduce(-1) { rows, line in
      let width = TextWidth.columns(of: line)
      return rows + max(1, (width + columns - 1) / max(1, columns))
    }
    return rows > 0 ? "\r\u{1B}[\(rows)A" : "\r"
  }
}
