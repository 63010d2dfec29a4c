/// Why the figures of a run say more about the generator than about the venue.
public enum MeasurementProblem: Hashable, Sendable {
  /// The generator spent nearly all its time on its own work, in thousandths.
  case generatorSaturated(busyPerMille: Int64)
  /// Fewer slots were sent, or later, than was offered: thousandths of the planned rate.
  case rateMissed(sentPerMille: UInt64)
  /// The generator itself sent one slot in a hundred later than the limit, in nanoseconds.
  case sendErrorExceeded(nanoseconds: UInt64, limit: UInt64)

  /// The problem's name in JSON.
  public var name: String {
    switch self {
    case .generatorSaturated: "generator_saturated"
    case .rateMissed: "rate_missed"
    case .sendErrorExceeded: "send_error_exceeded"
    }
  }

  /// The problem in words, with its figures.
  public var text: String {
    switch self {
    case .generatorSaturated(let busy):
      "the generator was busy \(Self.percent(busy)) of its time; use a lower rate, more lanes or "
        + "a faster machine"
    case .rateMissed(let sent):
      "only \(Self.percent(Int64(sent))) of the offered rate was sent; the venue or the lanes could "
        + "not keep up"
    case .sendErrorExceeded(let found, let limit):
      "the generator sent one slot in a hundred \(found / 1000) us late or more, the limit is "
        + "\(limit / 1000) us; the machine is too busy for this rate"
    }
  }

  private static func percent(_ perMille: Int64) -> String { "\(perMille / 10).\(perMille % 10) %" }
}

extension RunMeasurement {
  /// What makes the figures of an open run invalid; empty when they are what they seem, and for other
  /// models, which have no rate to miss.
  ///
  /// - Parameter load: the load that was measured.
  public func problems(_ load: LoadConfiguration) -> [MeasurementProblem] {
    guard load.isOpen, counts.offered > 0 else { return [] }
    var found: [MeasurementProblem] = []
    if generator.busyPerMille > Self.busyPerMilleMax {
      found.append(.generatorSaturated(busyPerMille: generator.busyPerMille))
    }
    if let sent = sentPerMille, sent < Self.sentPerMilleMin {
      found.append(.rateMissed(sentPerMille: sent))
    }
    let error = generator.sendError.percentile(perMillion: 990_000)
    let limit = load.sendErrorLimitMilliseconds * 1_000_000
    if error > limit {
      found.append(.sendErrorExceeded(nanoseconds: error, limit: limit))
    }
    return found
  }

  /// Beyond this a generator has no room left to keep its times.
  private static var busyPerMilleMax: Int64 { 900 }
  /// A rate that was kept within a hundredth counts as kept.
  private static var sentPerMilleMin: UInt64 { 990 }
  /// The last slots of a run may be this late before the rate counts as missed.
  private static var latenessAtEnd: Int64 { 100_000_000 }

  /// Thousandths of the offered rate that were sent: slots over the time until the last was sent,
  /// against the same as planned.
  private var sentPerMille: UInt64? {
    var sum = SlotCounts()
    for phase in phases { sum.merge(phase.counts) }
    guard sum.offered > 0 else { return nil }
    let reached = sum.offered - min(sum.offered, sum.dropped)
    let planned = max(generator.lastPlannedNanoseconds, 1)
    let late = generator.lastSentNanoseconds - planned
    let actual = late > Self.latenessAtEnd ? generator.lastSentNanoseconds : planned
    let part = Int128(reached) * 1000 * Int128(planned) / (Int128(sum.offered) * Int128(actual))
    return UInt64(clamping: part)
  }
}
