internal import Domain

extension ConfigurationReader {
  /// Reads `faults`; nil when nothing ever goes wrong.
  mutating func faults(_ root: ConfigurationValue, _ venue: VenueType) -> FaultConfiguration? {
    let value = root["faults"]
    guard !value.isAbsentOrNull,
      checkObject(value, keys: ConfigurationKeys.faults)
    else { return nil }
    let shares = ["refusal", "failure", "timeout_before_apply", "timeout_after_apply"]
      .map { probability(value[$0]) ?? 0 }
    if shares.reduce(0, +) > FaultConfiguration.certain {
      let sum = ExactDecimal(significand: Int128(shares.reduce(0, +)), scale: 9).normalized
      report(
        value,
        "has probabilities of \(sum) in all; refusal, failure, timeout_before_apply and "
          + "timeout_after_apply must add up to at most 1")
    }
    let faults = FaultConfiguration(
      refusalBillionths: shares[0], failureBillionths: shares[1],
      timeoutBeforeApplyBillionths: shares[2], timeoutAfterApplyBillionths: shares[3],
      delay: delay(value["delay"]), stalls: stalls(value["stalls"]),
      server: serverFaults(value["server"], venue))
    return faults.isNothing ? nil : faults
  }

  /// A probability in billionths; 0 when it is absent, nil when it is wrong.
  private mutating func probability(_ value: ConfigurationValue) -> UInt64? {
    share(value, decimals: 9, steps: "a fraction of at most 9 decimals")
  }

  /// The delay; nil when it is absent, never happens or is wrong.
  private mutating func delay(_ value: ConfigurationValue) -> FaultDelay? {
    guard !value.isAbsentOrNull,
      checkObject(value, keys: ConfigurationKeys.faultDelay)
    else { return nil }
    if !value["probability"].isPresent { reportType(value["probability"], "a number") }
    let probability = probability(value["probability"])
    let shortest = milliseconds(value["min_ms"], default: nil)
    let longest = milliseconds(value["max_ms"], default: nil)
    guard let probability, let shortest, let longest else { return nil }
    if shortest > longest {
      report(
        value["min_ms"], "is \(shortest), more than max_ms \(longest); it must not exceed it")
    }
    guard probability > 0 else { return nil }
    return FaultDelay(
      probabilityBillionths: probability, minMilliseconds: shortest, maxMilliseconds: longest)
  }

  private mutating func stalls(_ value: ConfigurationValue) -> [FaultStall] {
    guard value.isPresent else { return [] }
    guard value.isList else {
      reportType(value, "a list of stalls")
      return []
    }
    var stalls: [FaultStall] = []
    for element in value.elements
    where checkObject(element, keys: ConfigurationKeys.faultStall) {
      let start = milliseconds(element["start_ms"], default: nil)
      let duration = milliseconds(element["duration_ms"], from: 1, default: nil)
      if let start, let duration {
        stalls.append(FaultStall(startMilliseconds: start, durationMilliseconds: duration))
      }
    }
    return stalls
  }
}
