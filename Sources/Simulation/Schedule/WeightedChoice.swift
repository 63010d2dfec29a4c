import Domain

/// A choice between a few alternatives by whole-number weights.
struct WeightedChoice<Element: Sendable>: Sendable {
  private var alternatives: [(limit: UInt64, element: Element)]
  private let total: UInt64

  /// `weights` must not all be zero and their sum must fit.
  init(_ weights: [(element: Element, weight: UInt64)]) {
    var total: UInt64 = 0
    var alternatives: [(limit: UInt64, element: Element)] = []
    for (element, weight) in weights where weight > 0 {
      total += weight
      alternatives.append((total, element))
    }
    precondition(total > 0, "a choice between nothing")
    self.total = total
    self.alternatives = alternatives
  }

  /// The same choice with a list of its own.
  func unshared() -> WeightedChoice {
    var copy = self
    copy.alternatives = alternatives.map { $0 }
    return copy
  }

  /// Draws one alternative; draws nothing from `random` when there is only one.
  @inline(__always)
  func draw(_ random: inout SplitMix64) -> Element {
    alternatives.count == 1 ? alternatives[0].element : drawn(&random)
  }

  private func drawn(_ random: inout SplitMix64) -> Element {
    let number = random.next(below: total)
    return alternatives.first { number < $0.limit }!.element
  }
}
