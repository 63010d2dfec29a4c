import Platform

/// Standard output or standard error of this process.
enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Whether a person sees it.
  var isTerminal: Bool { Terminal.isTerminal(rawValue) }

  /// Writes all of `text` at once. A reader that has gone is no error: it has seen enough.
  func write(_ text: String) throws(SystemError) {
    var output = self == .output ? TextOutput.standardOutput() : TextOutput.standardError()
    try output.write(text)
    try output.flush()
  }
}
