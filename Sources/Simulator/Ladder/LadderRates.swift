import Glibc

/// The rates of a ladder, in millionths of a slot per second.
struct LadderRates {
  let low: UInt64
  let high: UInt64
  let steps: Int
  let spacing: LadderCommand.Spacing

  /// Rising, without repetition; the first is `low` and the last `high`.
  var millionths: [UInt64] {
    var rates: [UInt64] = []
    for step in 0..<steps {
      let rate = rate(at: step)
      if rate > rates.last ?? 0 { rates.append(rate) }
    }
    return rates
  }

  private func rate(at step: Int) -> UInt64 {
    if step == 0 { return low }
    if step == steps - 1 { return high }
    let part = Double(step) / Double(steps - 1)
    switch spacing {
    case .linear: return low + UInt64((Double(high - low) * part).rounded())
    case .geometric:
      return Self.rounded(Double(low) * pow(Double(high) / Double(low), part))
    }
  }

  /// Three significant digits: rates are for people.
  private static func rounded(_ rate: Double) -> UInt64 {
    let unit = pow(10, max(0, floor(log10(rate)) - 2))
    return UInt64((rate / unit).rounded() * unit)
  }
}
