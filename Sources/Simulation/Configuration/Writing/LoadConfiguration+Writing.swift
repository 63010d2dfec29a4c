internal import Domain
internal import JSONText

extension LoadConfiguration {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("lanes", UInt64(lanes))
    writer.member("arrivals", arrivals.rawValue)
    writer.member("when_late", whenLate.rawValue)
    writer.member("drop_after", DurationText.text(milliseconds: dropAfterMilliseconds))
    writer.member("catch_up_percent", catchUpPercent)
    writer.member(
      "send_error_limit", DurationText.text(milliseconds: sendErrorLimitMilliseconds))
    writer.member("market_weights", marketWeights.text)
    if isContinuous { writer.member("continuous", true) }
    if isConstant {
      if let rate = stages.last?.rate { writer.member("rate", rate.perSecond) }
    } else {
      writeStages(to: &writer)
    }
    if stages.isEmpty || isConstant {
      if warmUpMilliseconds > 0 {
        writer.member("warm_up", DurationText.text(milliseconds: warmUpMilliseconds))
      }
      if let durationMilliseconds {
        writer.member("duration", DurationText.text(milliseconds: durationMilliseconds))
      }
    }
    writer.endObject()
  }

  /// Whether the stages are those of one rate, with or without warming up.
  private var isConstant: Bool {
    !stages.isEmpty && stages.last?.name == Self.mainName
      && stages.dropLast().allSatisfy { $0.name == Self.warmUpName && $0.isWarmUp }
      && stages.allSatisfy { $0.rate == stages[0].rate && $0.endRate == stages[0].rate }
  }

  private func writeStages(to writer: inout JSONWriter) {
    guard !stages.isEmpty else { return }
    writer.key("stages")
    writer.beginArray()
    for stage in stages {
      writer.beginObject()
      writer.member("name", stage.name)
      if let duration = stage.durationMilliseconds {
        writer.member("duration", DurationText.text(milliseconds: duration))
      }
      let none = ExactDecimal(significand: 0, scale: 0)
      writer.member("rate", stage.rate?.perSecond ?? none)
      writer.member("end_rate", stage.endRate?.perSecond ?? none)
      if stage.isWarmUp { writer.member("warm_up", true) }
      writer.endObject()
    }
    writer.endArray()
  }
}

extension MarketWeights {
  /// As it is written in a configuration.
  public var text: String {
    switch self {
    case .dealt: "dealt"
    case .uniform: "uniform"
    case .zipf(let thousandths):
      "zipf:\(ExactDecimal(significand: Int128(thousandths), scale: 3).normalized)"
    }
  }
}
