import JSONText
import TestSupport

/// What an executed command left: how it ended and what it wrote.
struct Answer {
  let end: ProcessEnd
  let output: String
  let error: String

  /// The lines of standard error.
  var errorLines: [Substring] { error.split(separator: "\n") }

  /// The summary that `--json` prints.
  func summary() throws -> Summary { try Summary(output) }
}
