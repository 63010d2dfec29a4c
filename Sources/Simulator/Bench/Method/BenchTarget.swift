/// What a figure should reach.
enum BenchTarget: Equatable, Sendable {
  /// The more the better, so much at least.
  case atLeast(Double)
  /// The less the better, so much at most.
  case atMost(Double)

  /// Whether `figure` reaches it.
  func isMet(by figure: Double) -> Bool {
    switch self {
    case .atLeast(let bound): figure >= bound
    case .atMost(let bound): figure <= bound
    }
  }
}
