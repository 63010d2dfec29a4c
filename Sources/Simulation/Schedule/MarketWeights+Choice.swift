internal import Glibc

extension MarketWeights {
  /// The weights of so many markets, in their order; nil when they are dealt by turns.
  ///
  /// Weights are whole numbers, rounded to a millionth of the first market's, so that they are the same
  /// on every machine.
  func choice(_ marketCount: Int) -> WeightedChoice<Int>? {
    switch self {
    case .dealt: return nil
    case .uniform: return WeightedChoice((0..<marketCount).map { ($0, 1) })
    case .zipf(let thousandths):
      let exponent = Double(thousandths) / 1000
      return WeightedChoice(
        (0..<marketCount).map { place in
          let weight = (1_000_000 / pow(Double(place + 1), exponent)).rounded()
          return (place, UInt64(max(1, weight)))
        })
    }
  }
}
