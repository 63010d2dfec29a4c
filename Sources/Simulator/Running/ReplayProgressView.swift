import Platform
import Replay
import Reporting

/// Shows on a terminal how far a replay is, in one line redrawn in place.
final class ReplayProgressView {
  private let isShown: Bool
  private let write: (String) -> Void
  private var isDrawn = false
  private var next: Int64 = 300_000_000

  init(isShown: Bool, write: @escaping (String) -> Void) {
    self.isShown = isShown
    self.write = write
  }

  /// Shows the present state a few times a second.
  func show(_ progress: ReplayProgress) {
    guard isShown, progress.elapsedNanoseconds >= next else { return }
    next = progress.elapsedNanoseconds + 200_000_000
    isDrawn = true
    write("\r" + Self.line(progress) + "\u{1B}[K")
  }

  /// Takes the line away, so that other text can be written.
  func clear() {
    guard isDrawn else { return }
    write("\r\u{1B}[K")
    isDrawn = false
  }

  static func line(_ progress: ReplayProgress) -> String {
    let rate =
      progress.elapsedNanoseconds > 0
      ? UInt128(progress.messages) * 1_000_000_000 / UInt128(progress.elapsedNanoseconds) : 0
    return "\(Shown.count(progress.messages)) messages, "
      + "\(Shown.count(UInt64(clamping: rate)))/s, "
      + "\(progress.elapsedNanoseconds / 1_000_000_000) s"
  }
}
