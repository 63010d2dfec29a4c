import Domain
import Replay
public import Simulation

/// A run second by second as comma-separated values; `docs/results.md` describes every column.
public struct TimelineCSV: Sendable {
  private let timeline: Timeline

  /// Shows `timeline`.
  public init(_ timeline: Timeline) { self.timeline = timeline }

  /// Names of the columns.
  public static let columns: [String] =
    ["start_seconds", "seconds"] + SlotCounts().entries.map(\.key)
    + ["response_us", "service_us"].flatMap { time in
      CoarseHistogram().shortFigures.map { "\(time)_\($0.key)" }
    }

  /// All lines, the names of the columns first. An hour of seconds at most, so a few hundred
  /// kilobytes.
  public var text: String {
    var text = CSVLine(Self.columns).text
    for (place, interval) in timeline.intervals.enumerated() {
      let start = Int64(place) * timeline.intervalNanoseconds
      let times = [interval.response, interval.service].flatMap { $0.shortFigures }
      text +=
        CSVLine(
          [Self.seconds(start), Self.seconds(timeline.intervalNanoseconds)]
            + interval.counts.entries.map { String($0.count) }
            + times.map { ExactDecimal(significand: Int128($0.nanoseconds), scale: 3).description }
        ).text
    }
    return text
  }

  private static func seconds(_ nanoseconds: Int64) -> String {
    String(nanoseconds / 1_000_000_000)
  }
}
