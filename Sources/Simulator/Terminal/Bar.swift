/// A bar that shows how much of something is used, in whole numbers.
struct Bar: Equatable, Sendable {
  /// What the bar is drawn with.
  enum Characters: Equatable, Sendable {
    /// Blocks down to an eighth of a column.
    case unicode
    /// `#` and `.`.
    case ascii

    /// What a terminal with these variables shows: the first of `LC_ALL`, `LC_CTYPE` and `LANG` that
    /// is not empty names its character set.
    init(lcAll: String?, lcCtype: String?, lang: String?) {
      let locale = [lcAll, lcCtype, lang].compactMap(\.self).first { !$0.isEmpty } ?? ""
      let name = locale.lowercased()
      self = name.hasSuffix("utf-8") || name.hasSuffix("utf8") ? .unicode : .ascii
    }

    /// What the terminal of this process shows.
    static var process: Characters {
      Characters(
        lcAll: ProcessEnvironment.value(of: "LC_ALL"),
        lcCtype: ProcessEnvironment.value(of: "LC_CTYPE"),
        lang: ProcessEnvironment.value(of: "LANG"))
    }
  }

  /// A column filled by one to seven eighths.
  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// How many columns it takes.
  let columns: Int
  /// What it is drawn with.
  let characters: Characters

  /// The bar for `part` of `whole`; more than all shows as all, and nothing of nothing as nothing.
  ///
  /// Rounded down: a full bar means all.
  func text(part: UInt64, of whole: UInt64) -> String {
    precondition(columns > 0, "a bar without columns")
    let part = min(part, whole)
    switch characters {
    case .unicode:
      let filled = Self.scaled(part, of: whole, to: columns * 8)
      let full = String(repeating: "█", count: filled / 8)
      let partial = filled % 8 == 0 ? "" : String(Self.eighths[filled % 8 - 1])
      let text = full + partial
      return text + String(repeating: "░", count: columns - text.count)
    case .ascii:
      let filled = Self.scaled(part, of: whole, to: columns)
      return String(repeating: "#", count: filled)
        + String(repeating: ".", count: columns - filled)
    }
  }

  /// `part / whole x steps`, rounded down.
  private static func scaled(_ part: UInt64, of whole: UInt64, to steps: Int) -> Int {
    guard whole > 0 else { return 0 }
    let product = part.multipliedFullWidth(by: UInt64(steps))
    return Int(whole.dividingFullWidth(product).quotient)
  }
}
