import Domain

/// The planned rate over a run's time: stages with straight lines between a first and a last rate.
///
/// `arrivals(by:)` is the integral of the rate, `time(ofArrival:)` its inverse. Within a stage of
/// length T from rate a to rate b, t seconds after its start, a t + (b - a) t^2 / 2T slots are due.
struct RateProfile: Sendable {
  private let segments: [Segment]
  /// When the last stage ends, in nanoseconds of the run; nil when it does not.
  let endNanoseconds: Int64?

  private struct Segment {
    let startNanoseconds: Int64
    /// Seconds; infinite for a last stage without an end.
    let length: Double
    /// Slots per second at the start and at the end.
    let first: Double
    let last: Double
    /// Slots due before it.
    let before: Double

    var slots: Double { length.isFinite ? (first + last) / 2 * length : .infinity }

    func arrivals(after seconds: Double) -> Double {
      let time = min(max(seconds, 0), length)
      guard length.isFinite else { return first * time }
      return first * time + (last - first) * time * time / (2 * length)
    }

    /// Seconds after the start at which so many slots are due; at most `slots`.
    func time(of arrivals: Double) -> Double {
      guard length.isFinite, first != last else { return first > 0 ? arrivals / first : length }
      let slope = (last - first) / length
      let root = max(0, first * first + 2 * slope * arrivals).squareRoot()
      // The form without cancellation: first and root are never negative.
      guard first + root > 0 else { return 0 }
      return min(length, 2 * arrivals / (first + root))
    }
  }

  /// The profile of these stages, one after the other.
  init(_ stages: [LoadStage]) {
    var start: Int64 = 0
    var before = 0.0
    var segments: [Segment] = []
    var end: Int64? = 0
    for stage in stages {
      let nanoseconds = stage.durationMilliseconds.map { Int64($0) * 1_000_000 }
      let segment = Segment(
        startNanoseconds: start, length: nanoseconds.map { Double($0) / 1e9 } ?? .infinity,
        first: Self.perSecond(stage.rate), last: Self.perSecond(stage.endRate), before: before)
      segments.append(segment)
      before += segment.slots
      start += nanoseconds ?? 0
      end = nanoseconds == nil ? nil : start
    }
    self.segments = segments
    endNanoseconds = end
  }

  /// Slots due by a moment of the run.
  func arrivals(by nanoseconds: Int64) -> Double {
    let segment = segments.last { $0.startNanoseconds <= nanoseconds } ?? segments[0]
    return segment.before
      + segment.arrivals(after: Double(nanoseconds - segment.startNanoseconds) / 1e9)
  }

  /// The moment of the run by which so many slots are due, in nanoseconds; nil when that never comes.
  func time(ofArrival arrival: Double) -> Int64? {
    guard let segment = segments.first(where: { arrival < $0.before + $0.slots }) else {
      return nil
    }
    let seconds = segment.time(of: max(0, arrival - segment.before))
    let nanoseconds = (seconds * 1e9).rounded(.down)
    guard nanoseconds < 9e18 else { return nil }
    return segment.startNanoseconds + Int64(nanoseconds)
  }

  /// The planned rate at a moment of the run, in slots per second.
  func rate(at nanoseconds: Int64) -> Double {
    let segment = segments.last { $0.startNanoseconds <= nanoseconds } ?? segments[0]
    guard segment.length.isFinite, segment.length > 0 else { return segment.first }
    let part = min(1, Double(nanoseconds - segment.startNanoseconds) / 1e9 / segment.length)
    return segment.first + (segment.last - segment.first) * part
  }

  private static func perSecond(_ rate: SlotRate?) -> Double {
    rate.map { Double($0.slots) * 1e9 / Double($0.nanoseconds) } ?? 0
  }
}
