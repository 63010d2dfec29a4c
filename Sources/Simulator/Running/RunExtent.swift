import Reporting
import Simulation

/// How far a run is, of what: of its slots, or of its duration where schedules repeat without end.
struct RunExtent {
  private let done: UInt64
  private let whole: UInt64
  private let isTimed: Bool
  private let progress: RunProgress

  init(_ progress: RunProgress, _ plan: Plan) {
    self.progress = progress
    let load = plan.configuration.load
    let duration = load.durationMilliseconds.map { $0 * 1_000_000 }
    isTimed = load.isContinuous
    done = isTimed ? UInt64(max(0, progress.elapsedNanoseconds)) : progress.finished
    whole = isTimed ? duration ?? 0 : progress.slotCount
  }

  /// The part that is done, for a bar; nil when nobody knows the whole.
  var part: (done: UInt64, whole: UInt64)? { whole > 0 ? (min(done, whole), whole) : nil }

  /// Whole percent, rounded down; nil when nobody knows the whole.
  var percent: UInt64? { part.map { UInt64(UInt128($0.done) * 100 / UInt128($0.whole)) } }

  /// `431,201/1,000,000` or `431,201 slots`.
  var slots: String {
    isTimed
      ? "\(Shown.count(progress.finished)) slots"
      : "\(Shown.count(progress.finished))/\(Shown.count(progress.slotCount))"
  }

  /// `12 s gone, 16 s left`.
  var times: String {
    let gone = Self.time(UInt64(max(0, progress.nanosecondsHere)) / 1_000_000_000)
    return secondsLeft.map { "\(gone) gone, \(Self.time($0)) left" } ?? "\(gone) gone"
  }

  private var secondsLeft: UInt64? {
    guard let part else { return nil }
    if isTimed { return (part.whole - part.done + 999_999_999) / 1_000_000_000 }
    let rate = progress.averageRate
    return rate == 0 ? nil : (part.whole - part.done + rate - 1) / rate
  }

  private static func time(_ seconds: UInt64) -> String {
    if seconds >= 3600 { return "\(seconds / 3600) h \(seconds / 60 % 60) min" }
    return seconds >= 60 ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds) s"
  }
}
