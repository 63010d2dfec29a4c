/// Whether one stream is coloured, and how.
struct Style: Equatable, Sendable {
  /// Whether escape sequences are written at all.
  let isColored: Bool

  /// No colours: for files, pipes and tests.
  static let plain = Style(isColored: false)

  init(isColored: Bool) { self.isColored = isColored }

  /// Colours on a terminal, unless someone refuses them.
  ///
  /// - Parameters:
  ///   - noColor: the variable `NO_COLOR`; anything but empty refuses colours.
  ///   - terminalType: the variable `TERM`; `dumb` knows no colours.
  ///   - isRefused: whether `--no-color` was given.
  init(isTerminal: Bool, noColor: String?, terminalType: String?, isRefused: Bool) {
    isColored = isTerminal && !isRefused && (noColor ?? "").isEmpty && terminalType != "dumb"
  }

  /// For headings.
  func heading(_ text: String) -> String { wrapped(text, code: "1") }

  /// For what went well.
  func success(_ text: String) -> String { wrapped(text, code: "32") }

  /// For what deserves a look.
  func warning(_ text: String) -> String { wrapped(text, code: "33") }

  /// For what went wrong.
  func error(_ text: String) -> String { wrapped(text, code: "1;31") }

  /// For what matters less.
  func faint(_ text: String) -> String { wrapped(text, code: "2") }

  private func wrapped(_ text: String, code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
