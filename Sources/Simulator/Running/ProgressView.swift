import Platform
import Simulation

/// Shows how far a run is: one line redrawn in place on a terminal, a plain line every ten seconds
/// elsewhere.
final class ProgressView {
  /// How progress is shown.
  enum Mode: Equatable {
    case tty
    case plain
    case none
  }

  private let mode: Mode
  private let write: (String) -> Void
  private let characters: Bar.Characters
  private var isDrawn = false
  private var nextPlain: Int64 = 10_000_000_000

  init(mode: Mode, characters: Bar.Characters, write: @escaping (String) -> Void) {
    self.mode = mode
    self.characters = characters
    self.write = write
  }

  /// Shows the present state where it is time to.
  func show(_ progress: RunProgress) {
    if Interruption.takeSummaryRequest() {
      clear()
      write(Self.plainLine(progress) + "\n")
    }
    switch mode {
    case .none: break
    case .tty:
      let columns = Terminal.size(Terminal.error)?.columns ?? 80
      write("\r" + Self.ttyLine(progress, columns: columns, characters) + "\u{1B}[K")
      isDrawn = true
    case .plain where progress.nanosecondsHere >= nextPlain:
      nextPlain = progress.nanosecondsHere + 10_000_000_000
      write(Self.plainLine(progress) + "\n")
    case .plain: break
    }
  }

  /// Takes the line away, so that other text can be written.
  func clear() {
    guard isDrawn else { return }
    write("\r\u{1B}[K")
    isDrawn = false
  }

  static func plainLine(_ progress: RunProgress) -> String {
    let counts = progress.statistics
    var line =
      "\(seconds(progress.nanosecondsHere)) s: \(grouped(progress.finished)) of "
      + "\(grouped(progress.slotCount)) slots, \(grouped(rate(progress)))/s, "
      + "\(grouped(counts.matches)) matches"
    if counts.retries > 0 { line += ", \(grouped(counts.retries)) retries" }
    if counts.failed > 0 { line += ", \(grouped(counts.failed)) failed" }
    if counts.skipped > 0 { line += ", \(grouped(counts.skipped)) skipped" }
    if counts.unknown > 0 { line += ", \(grouped(counts.unknown)) unknown" }
    return line
  }

  static func ttyLine(
    _ progress: RunProgress, columns: Int, _ characters: Bar.Characters
  ) -> String {
    let text =
      " \(percent(progress)) %  \(grouped(progress.finished))/\(grouped(progress.slotCount))"
      + "  \(grouped(rate(progress)))/s  \(timeLeft(progress))"
    let width = min(30, columns - text.count - 1)
    guard width >= 4 else { return String(text.dropFirst().prefix(max(0, columns - 1))) }
    let bar = Bar(columns: width, characters: characters)
    return bar.text(part: progress.finished, of: progress.slotCount) + text
  }

  private static func rate(_ progress: RunProgress) -> UInt64 {
    guard progress.nanosecondsHere > 0 else { return 0 }
    let slots = UInt128(progress.finishedHere) * 1_000_000_000
    return UInt64(clamping: slots / UInt128(progress.nanosecondsHere))
  }

  private static func percent(_ progress: RunProgress) -> UInt64 {
    UInt64(UInt128(progress.finished) * 100 / UInt128(max(1, progress.slotCount)))
  }

  private static func timeLeft(_ progress: RunProgress) -> String {
    let perSecond = rate(progress)
    guard perSecond > 0 else { return "time left unknown" }
    let seconds = (progress.slotCount - progress.finished + perSecond - 1) / perSecond
    if seconds >= 3600 { return "\(seconds / 3600) h \(seconds / 60 % 60) min left" }
    return seconds >= 60 ? "\(seconds / 60) min \(seconds % 60) s left" : "\(seconds) s left"
  }

  private static func seconds(_ nanoseconds: Int64) -> String {
    "\(nanoseconds / 1_000_000_000).\(nanoseconds / 100_000_000 % 10)"
  }

  /// A number with its thousands set off by commas.
  static func grouped(_ number: UInt64) -> String {
    var digits = Array(String(number))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return String(digits)
  }
}
