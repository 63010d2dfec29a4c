import Reporting
import Simulation

/// What is derived from a run's progress for showing it: nothing of the progress itself is kept.
struct LiveFigures {
  /// Counts over all phases.
  let counts: SlotCounts
  /// Response times of the last second or two.
  let recent: CoarseHistogram
  /// Slots that ended per second, lately; nil before a second is over.
  let recentRate: UInt64?
  /// Slots that were due per second, lately.
  let recentOfferedRate: UInt64?
  /// The phase that the run is in.
  let phase: String
  /// Slots that are being executed.
  let inFlight: UInt64
  /// Slots that are due and not being executed yet.
  let waiting: UInt64

  init(_ progress: RunProgress) {
    let measurement = progress.measurement
    counts = measurement.phases.reduce(into: SlotCounts()) { $0.merge($1.counts) }
    let due = counts.offered - min(counts.offered, counts.finished)
    inFlight = min(due, UInt64(progress.lanes))
    waiting = due - inFlight
    let now = progress.elapsedNanoseconds
    let current = measurement.phases.last { $0.startNanoseconds <= now }
    phase = current?.name ?? ""
    let timeline = measurement.timeline
    let place = Int(now / timeline.intervalNanoseconds)
    let previous = timeline.interval(at: place - 1)
    recent = [previous, timeline.interval(at: place)].compactMap(\.self)
      .reduce(into: CoarseHistogram()) { $0.merge($1.response) }
    // The interval in progress is not over: the rate is that of the one before.
    let seconds = UInt64(timeline.intervalNanoseconds / 1_000_000_000)
    recentRate = place > 0 ? (previous?.counts.finished ?? 0) / seconds : nil
    recentOfferedRate = place > 0 ? (previous?.counts.offered ?? 0) / seconds : nil
  }
}

extension RunProgress {
  /// Slots finished per second by this process; 0 when no time passed.
  var averageRate: UInt64 {
    guard nanosecondsHere > 0 else { return 0 }
    let slots = UInt128(finishedHere) * 1_000_000_000
    return UInt64(clamping: slots / UInt128(nanosecondsHere))
  }
}
