internal import Domain
internal import JSONText

extension ConfigurationReader {
  /// Reads `load`.
  mutating func load(_ root: ConfigurationValue, markets: Int) -> LoadConfiguration {
    let value = root["load"]
    var load = LoadConfiguration.sequential
    guard !value.isAbsentOrNull, checkObject(value, keys: ConfigurationKeys.load) else {
      return load
    }
    load.lanes =
      count(value["lanes"], in: 1...ConfigurationLimits.lanesMax, default: 1).map { Int($0) } ?? 1
    load.arrivals = choice(value["arrivals"], default: load.arrivals, name: \.rawValue)
    load.whenLate = choice(value["when_late"], default: load.whenLate, name: \.rawValue)
    load.dropAfterMilliseconds =
      duration(value["drop_after"]) ?? load.dropAfterMilliseconds
    load.sendErrorLimitMilliseconds =
      duration(value["send_error_limit"]) ?? load.sendErrorLimitMilliseconds
    if let percent = count(
      value["catch_up_percent"], in: 101...1_000_000, default: load.catchUpPercent)
    {
      load.catchUpPercent = percent
    }
    load.marketWeights = marketWeights(value["market_weights"])
    load.durationMilliseconds = duration(value["duration"], from: 1)
    load.warmUpMilliseconds = duration(value["warm_up"]) ?? 0
    readStages(value, into: &load)
    checkTimes(value, load)
    checkLanes(root, value, load)
    let isTimed = load.durationMilliseconds != nil && !root["iterations"].isPresent
    load.isContinuous = flag(value["continuous"], default: isTimed)
    if load.isContinuous && root["iterations"].isPresent {
      report(
        value["continuous"],
        "contradicts iterations: a continuous run repeats without end; leave "
          + "one of them out")
    }
    return load
  }

  /// A duration; nil when it is absent or wrong.
  private mutating func duration(
    _ value: ConfigurationValue, from least: UInt64 = 0
  ) -> UInt64? {
    guard !value.isAbsentOrNull else { return nil }
    let wanted = "a duration with its unit, for example 250ms, 10s, 5m or 1h"
    guard let text = text(value, wanted) else { return nil }
    guard let milliseconds = DurationText.milliseconds(text) else {
      report(value, "is \(Shown.quoted(text)); it must be \(wanted), of at most a year")
      return nil
    }
    guard milliseconds >= least else {
      report(value, "is \(Shown.quoted(text)); it must be longer")
      return nil
    }
    return milliseconds
  }

  private mutating func readStages(
    _ value: ConfigurationValue, into load: inout LoadConfiguration
  ) {
    if !value["rate"].isAbsentOrNull {
      if value["stages"].isPresent {
        report(value["rate"], "contradicts stages, which have rates of their own; leave one out")
      }
      guard let rate = pace(value["rate"]) else { return }
      load.stages = Self.stages(rate: rate, load)
      return
    }
    guard value["stages"].isPresent else { return }
    guard value["stages"].isList else { return reportType(value["stages"], "a list of stages") }
    for key in ["duration", "warm_up"] where !value[key].isAbsentOrNull {
      report(value[key], "contradicts stages, which have durations of their own; leave it out")
    }
    for (place, element) in value["stages"].elements.enumerated() {
      if let stage = stage(element, place: place) { load.stages.append(stage) }
    }
    if load.stages.allSatisfy({ $0.rate == nil && $0.endRate == nil }) {
      report(value["stages"], "never send anything; give at least one of them a rate above 0")
      load.stages = []
    }
    let names = load.stages.map(\.name)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      report(value["stages"], "has two stages named \(Shown.quoted(twice)); names must differ")
    }
    guard !load.stages.isEmpty else { return }
    load.durationMilliseconds = load.stages.reduce(0) { $0 + ($1.durationMilliseconds ?? 0) }
  }

  /// The stages of a constant rate: warming up, then what counts.
  private static func stages(rate: SlotRate, _ load: LoadConfiguration) -> [LoadStage] {
    var stages: [LoadStage] = []
    if load.warmUpMilliseconds > 0 {
      stages.append(
        LoadStage(
          name: LoadConfiguration.warmUpName, durationMilliseconds: load.warmUpMilliseconds,
          rate: rate, endRate: rate, isWarmUp: true))
    }
    let rest = load.durationMilliseconds.map { $0 - min($0, load.warmUpMilliseconds) }
    stages.append(
      LoadStage(
        name: LoadConfiguration.mainName, durationMilliseconds: rest, rate: rate, endRate: rate,
        isWarmUp: false))
    return stages
  }

  private mutating func stage(_ value: ConfigurationValue, place: Int) -> LoadStage? {
    guard checkObject(value, keys: ConfigurationKeys.loadStage) else { return nil }
    let name = value["name"].isPresent ? id(value["name"]) : "stage \(place + 1)"
    if value["duration"].isAbsentOrNull { reportType(value["duration"], "a duration, like 10s") }
    let length = duration(value["duration"], from: 1)
    let rate = stageRate(value["rate"])
    let end = value["end_rate"].isPresent ? stageRate(value["end_rate"]) : rate
    guard let name, let length else { return nil }
    return LoadStage(
      name: name, durationMilliseconds: length, rate: rate, endRate: end,
      isWarmUp: flag(value["warm_up"], default: false))
  }

  /// A rate that may be 0, which is nil.
  private mutating func stageRate(_ value: ConfigurationValue) -> SlotRate? {
    if let number = value.node.flatMap({ $0.numberText ?? $0.stringValue }),
      let decimal = try? ExactDecimal(parsing: number), decimal.significand == 0
    {
      return nil
    }
    if value.isAbsentOrNull { reportType(value, "a rate in slots per second") }
    return pace(value)
  }

  private mutating func marketWeights(_ value: ConfigurationValue) -> MarketWeights {
    guard !value.isAbsentOrNull else { return .dealt }
    let wanted =
      "\"dealt\", \"uniform\", \"zipf\" or \"zipf:EXPONENT\" with an exponent of 0.001 to 10"
    guard let text = text(value, wanted) else { return .dealt }
    if text == "dealt" { return .dealt }
    if text == "uniform" { return .uniform }
    let exponent = text == "zipf" ? "1" : text.hasPrefix("zipf:") ? String(text.dropFirst(5)) : ""
    guard let number = try? ExactDecimal(parsing: exponent),
      let thousandths = number.wholeUnits(scale: 3), (1...10_000).contains(thousandths)
    else {
      report(value, "is \(Shown.quoted(text)); it must be \(wanted)")
      return .dealt
    }
    return .zipf(exponentThousandths: UInt64(thousandths))
  }

  private mutating func checkTimes(_ value: ConfigurationValue, _ load: LoadConfiguration) {
    if let duration = load.durationMilliseconds, load.warmUpMilliseconds >= duration {
      report(
        value["warm_up"],
        "is \(DurationText.text(milliseconds: load.warmUpMilliseconds)), and the whole run lasts "
          + "\(DurationText.text(milliseconds: duration)); it must be shorter")
    }
  }

  private mutating func checkLanes(
    _ root: ConfigurationValue, _ value: ConfigurationValue, _ load: LoadConfiguration
  ) {
    let processor = root["processor"]
    if load.isOpen && !processor["trades_per_second"].isAbsentOrNull {
      report(
        processor["trades_per_second"],
        "contradicts load.rate: both set the pace; leave one of them out")
    }
    guard load.lanes > 1 else { return }
    if processor["auto_continue"].node?.boolValue == false {
      report(
        processor["auto_continue"],
        "is false; several lanes cannot stop together to ask, so it must be true")
    }
    if !processor["trades_per_second"].isAbsentOrNull {
      report(
        processor["trades_per_second"], "paces one lane; with several lanes use load.rate")
    }
  }
}

extension LoadConfiguration {
  /// The name of the phase that warms up, where no stages are given.
  static let warmUpName = "warm-up"
  /// The name of the phase that counts, where no stages are given.
  static let mainName = "main"
}
