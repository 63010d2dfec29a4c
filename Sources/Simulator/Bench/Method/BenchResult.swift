/// One measured thing: its figure in every round, and what it should be.
struct BenchResult: Equatable, Sendable {
  /// Benchmark and variant, for example `schedule/plain/10`.
  let name: String
  /// What was measured, for people.
  let what: String
  /// The figures' unit.
  let unit: String
  /// One figure for each round, in the order measured.
  let figures: [Double]
  /// What the median should reach; nil where the figure only informs.
  let target: BenchTarget?

  /// Takes the figures, at least one.
  init(
    _ name: String, _ what: String, unit: String, _ figures: [Double], target: BenchTarget? = nil
  ) {
    precondition(!figures.isEmpty, "\(name) was not measured")
    self.name = name
    self.what = what
    self.unit = unit
    self.figures = figures
    self.target = target
  }

  /// The middle figure; of an even number, the mean of the two in the middle.
  var median: Double {
    let sorted = figures.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The smallest figure.
  var smallest: Double { figures.reduce(.infinity, min) }

  /// The largest figure.
  var largest: Double { figures.reduce(-.infinity, max) }

  /// Whether the median reaches the target; nil without one.
  var isMet: Bool? { target?.isMet(by: median) }
}
