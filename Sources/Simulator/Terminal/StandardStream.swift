import Glibc

/// Standard output or standard error of this process.
enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Whether a person sees it.
  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Writes all of `text`, unbuffered; what cannot be written (a closed pipe, a full disk) is dropped.
  func write(_ text: String) {
    var remaining = Array(text.utf8)
    while !remaining.isEmpty {
      let written = unsafe Glibc.write(rawValue, remaining, remaining.count)
      if written < 0, errno != EINTR { return }
      remaining.removeFirst(max(0, written))
    }
  }
}
