import Domain

extension RunMeasurement {
  /// The measurement of a run of this plan that has not begun: a phase for every stage of its load.
  public init(_ plan: Plan) {
    self.init(
      phases: plan.configuration.load.phases, marketCount: plan.configuration.markets.count)
  }
}

extension LoadConfiguration {
  /// The phases that the load has, in order and without gaps.
  var phases: [PhaseMeasurement] {
    var start: Int64 = 0
    if !stages.isEmpty {
      return stages.map { stage in
        let length = stage.durationMilliseconds.map { Int64($0) * 1_000_000 }
        defer { start += length ?? 0 }
        return PhaseMeasurement(
          name: stage.name, isWarmUp: stage.isWarmUp, startNanoseconds: start,
          endNanoseconds: length.map { start + $0 })
      }
    }
    let warmUp = Int64(warmUpMilliseconds) * 1_000_000
    let end = durationMilliseconds.map { Int64($0) * 1_000_000 }
    let main = PhaseMeasurement(
      name: Self.mainName, startNanoseconds: warmUp, endNanoseconds: end)
    guard warmUp > 0 else { return [main] }
    return [
      PhaseMeasurement(
        name: Self.warmUpName, isWarmUp: true, startNanoseconds: 0, endNanoseconds: warmUp), main,
    ]
  }
}
