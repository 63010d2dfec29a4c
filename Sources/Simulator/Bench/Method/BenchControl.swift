import Platform
import Simulation

/// Steers a run that nobody watches: it stops at a given slot or by a signal.
final class BenchControl: RunControl {
  /// What slots took.
  struct Cost {
    /// Nanoseconds that passed.
    let nanoseconds: Double
    /// Nanoseconds of processor time.
    let processorNanoseconds: Double
  }

  private var slotsLeft: UInt64
  private var start: (time: Instant, processor: TimeSpan)?

  /// What the slots took, from before the first until progress was last shown, behind the last.
  private(set) var cost: Cost?

  /// - Parameter stop: the slot to stop at; nil for none.
  init(stopAt stop: UInt64?) { slotsLeft = stop ?? .max }

  /// Asked once before each slot.
  var isStopRequested: Bool {
    if start == nil { start = (SystemClock().now(), ProcessorTime.ofThisThread) }
    if slotsLeft == 0 || Interruption.isRequested { return true }
    slotsLeft -= 1
    return false
  }

  func decide(_ report: FailureReport) -> FailureDecision? { .continue }

  func continues(withSchedule next: UInt64, of count: UInt64) -> Bool { true }

  func show(_ progress: RunProgress) {
    guard let start else { return }
    let processor = ProcessorTime.ofThisThread.nanoseconds - start.processor.nanoseconds
    cost = Cost(
      nanoseconds: Double((SystemClock().now() - start.time).nanoseconds),
      processorNanoseconds: Double(processor))
  }
}
