internal import Domain

extension ConfigurationReader {
  /// Reads `processor`.
  mutating func processor(_ root: ConfigurationValue) -> ProcessorConfiguration {
    let value = root["processor"]
    var result = ProcessorConfiguration.standard
    guard checkObject(value, keys: ConfigurationKeys.processor) else { return result }
    readDelays(value, into: &result)
    result.maxRetries =
      count(
        value["max_retries"], in: 0...ConfigurationLimits.smallCountMax,
        default: result.maxRetries) ?? result.maxRetries
    result.saveAfterEachSlot = flag(
      value["save_after_each_slot"], default: result.saveAfterEachSlot)
    result.durability = choice(
      value["durability"], default: result.durability, name: \.rawValue)
    result.tradesPerSecond = pace(value["trades_per_second"])
    result.onFailure = choice(value["on_failure"], default: result.onFailure, name: \.rawValue)
    result.autoContinue = flag(value["auto_continue"], default: result.autoContinue)
    return result
  }

  private mutating func readDelays(
    _ value: ConfigurationValue, into result: inout ProcessorConfiguration
  ) {
    let baseValue = value["retry_base_delay_ms"]
    let longestValue = value["retry_max_delay_ms"]
    let base = milliseconds(baseValue, default: result.retryBaseDelayMilliseconds)
    let standard = max(result.retryMaxDelayMilliseconds, base ?? 0)
    let longest = milliseconds(longestValue, default: standard)
    guard let base, let longest else { return }
    result.retryBaseDelayMilliseconds = base
    result.retryMaxDelayMilliseconds = longest
    if longest < base {
      let note = baseValue.isPresent ? "" : " (the default)"
      report(
        longestValue,
        "is \(longest), less than retry_base_delay_ms \(base)\(note); it must not be less")
    }
  }

  /// Slots per second; nil for as fast as possible.
  mutating func pace(_ value: ConfigurationValue) -> SlotRate? {
    guard !value.isAbsentOrNull, let number = positive(value) else { return nil }
    if let rate = SlotRate(perSecond: number) { return rate }
    if number.scale > SlotRate.decimalsMax {
      report(
        value, "is \(number), with \(number.scale) decimals; use at most \(SlotRate.decimalsMax)")
    } else {
      report(value, "is \(number); it must be at most \(SlotRate.perSecondMax)")
    }
    return nil
  }
}

extension ProcessorConfiguration {
  /// The values of everything that is absent.
  static let standard = ProcessorConfiguration(
    retryBaseDelayMilliseconds: 500, retryMaxDelayMilliseconds: 30_000, maxRetries: 3,
    saveAfterEachSlot: true, durability: .process, tradesPerSecond: nil, onFailure: .quit,
    autoContinue: true)
}
