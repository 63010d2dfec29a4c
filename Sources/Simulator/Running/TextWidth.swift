/// How many columns of a terminal a text takes.
///
/// Letters of East Asian scripts and pictures may take two; what may take two is counted as two, so
/// that a line is never longer than it was thought to be.
enum TextWidth {
  /// Columns that the text takes at most.
  static func columns(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// The text, cut off where it would take more columns.
  static func cut(_ text: String, to columns: Int) -> String {
    var left = columns
    var end = text.startIndex
    for index in text.indices {
      left -= text[index].unicodeScalars.reduce(0) { $0 + Self.columns(of: $1) }
      if left < 0 { return String(text[..<end]) }
      end = text.index(after: index)
    }
    return text
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    let isBlock = (0x2500...0x25FF).contains(scalar.value)
    return scalar.value < 0x1100 || isBlock ? 1 : 2
  }
}
