/// The percentiles at which a distribution is plotted: ever closer steps towards the longest.
enum PercentilePlot {
  /// One point of the axis.
  struct Step {
    /// Millionths of all that are not longer.
    let perMillion: UInt64
    /// 1 / (1 - p), the place on the axis.
    let inverse: Double
  }

  private static let stepsPerHalving: UInt64 = 8

  /// The points for so many values: each halving of what is left has eight, until less than one value
  /// is left or a millionth.
  static func steps(count: UInt64) -> [Step] {
    var steps: [Step] = []
    var left: UInt64 = 1_000_000
    while left > 1, UInt128(left) * UInt128(count) >= 1_000_000 {
      for part in 0..<stepsPerHalving {
        let rest = left - left * part / (2 * stepsPerHalving)
        steps.append(Step(perMillion: 1_000_000 - rest, inverse: 1e6 / Double(rest)))
      }
      left /= 2
    }
    let last = steps.last?.inverse ?? 1
    steps.append(
      Step(perMillion: 1_000_000, inverse: max(last * 1.2, Double(min(count, 1_000_000)))))
    return steps
  }
}
