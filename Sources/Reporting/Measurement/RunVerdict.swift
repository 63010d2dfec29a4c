import Audit
import Domain
import Simulation

/// What is to be said first about a run.
public struct RunVerdict: Sendable {
  /// How it is to be taken.
  public enum Tone: String, Sendable {
    /// All is as it should be.
    case good
    /// Not finished, or not all of it succeeded.
    case warning
    /// Something is wrong, or the figures must not be used.
    case bad
  }

  /// How it is to be taken.
  public let tone: Tone
  /// A few words.
  public let headline: String
}

extension RunSummary {
  /// The verdict that goes with the exit code.
  public var verdict: RunVerdict {
    switch exitCode {
    case 0: RunVerdict(tone: .good, headline: "Passed")
    case 1 where report.status == .quit:
      RunVerdict(tone: .warning, headline: "Stopped by decision, with slots left")
    case 1: RunVerdict(tone: .warning, headline: "Finished, with failed slots")
    case 80: RunVerdict(tone: .bad, headline: "Integrity violated")
    case 81: RunVerdict(tone: .bad, headline: "Unknown outcomes are left")
    case 82: RunVerdict(tone: .bad, headline: "The measurement is invalid")
    case 99:
      RunVerdict(
        tone: .bad,
        headline: abortedBy == nil ? "Thresholds are not kept" : "Aborted: a threshold is not kept")
    case 130, 143: RunVerdict(tone: .warning, headline: "Interrupted; it can be resumed")
    default: RunVerdict(tone: .bad, headline: "Ended with code \(exitCode)")
    }
  }

  /// Slots by where they stand, with the colour that charts give them.
  var slotStates: [(name: String, count: UInt64, color: String)] {
    let counts = report.statistics
    let dropped = min(counts.skipped, counts.dropped)
    return [
      ("completed", counts.completed, "c4"), ("failed", counts.failed, "c3"),
      ("skipped", counts.skipped - dropped, "c5"), ("dropped", dropped, "c2"),
      ("unknown", counts.unknown, "c2"), ("pending", report.pending, "c6"),
    ]
  }
}
