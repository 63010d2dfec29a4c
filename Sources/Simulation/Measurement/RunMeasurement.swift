public import Domain

/// Everything that was measured of a run: by phase, by market and operation, second by second, and of
/// the generator itself.
///
/// One lane records, and the measurements of lanes are merged; merging is associative. Recording a
/// slot takes constant time and allocates nothing but at the end of a timeline's interval and at a
/// market's first slot.
public struct RunMeasurement: Equatable, Sendable {
  /// The phases of the load, in order; at least one.
  public var phases: [PhaseMeasurement]
  /// Response and service times by market and operation.
  public private(set) var operations: [OperationMeasurement?]
  /// The run second by second.
  public var timeline = Timeline()
  /// What the generator did with its time.
  public var generator = GeneratorMeasurement()
  /// The phase of the last slot.
  private var phase = 0

  /// The measurement of a run that has not begun.
  ///
  /// - Parameter phases: in order, without gaps; at least one.
  public init(phases: [PhaseMeasurement], marketCount: Int) {
    precondition(!phases.isEmpty, "a run has at least one phase")
    self.phases = phases
    operations = Array(repeating: nil, count: marketCount * SlotAction.allCases.count)
  }

  /// Response, service and lag over all phases but those that warm up.
  public var latency: LatencyMeasurement {
    measuredPhases.reduce(into: LatencyMeasurement()) { $0.merge($1.latency) }
  }

  /// Counts over all phases but those that warm up.
  public var counts: SlotCounts {
    measuredPhases.reduce(into: SlotCounts()) { $0.merge($1.counts) }
  }

  /// The phases that count towards the run's figures.
  public var measuredPhases: [PhaseMeasurement] { phases.filter { !$0.isWarmUp } }

  /// What was measured of one operation on one market; nil when it never happened.
  public func operation(_ action: SlotAction, on market: MarketIndex) -> OperationMeasurement? {
    operations[Self.place(action, market)]
  }

  /// What was measured of one operation on all markets.
  public func operation(_ action: SlotAction) -> OperationMeasurement {
    var sum = OperationMeasurement()
    for place in operations.indices where place % SlotAction.allCases.count == action.place {
      if let measured = operations[place] { sum.merge(measured) }
    }
    return sum
  }

  /// Adds what another lane of the same run measured.
  public mutating func merge(_ other: RunMeasurement) {
    precondition(phases.count == other.phases.count && operations.count == other.operations.count)
    for place in phases.indices { phases[place].merge(other.phases[place]) }
    for (place, measured) in other.operations.enumerated() {
      guard let measured else { continue }
      operations[place, default: OperationMeasurement()].merge(measured)
    }
    timeline.merge(other.timeline)
    generator.merge(other.generator)
  }

  /// Restores what was saved of one operation.
  mutating func restore(_ measured: OperationMeasurement, at place: Int) {
    operations[place] = measured
  }

  static func place(_ action: SlotAction, _ market: MarketIndex) -> Int {
    market.position * SlotAction.allCases.count + action.place
  }

  /// Counts a slot that became due at a moment of the run.
  @inline(__always)
  mutating func recordOffered(plannedAt nanoseconds: Int64) {
    choosePhase(at: nanoseconds)
    phases[phase].counts.offered += 1
    timeline.add(at: nanoseconds) { $0.offered += 1 }
  }

  /// Counts a slot that ended.
  @inline(__always)
  mutating func record(_ sample: SlotSample) {
    choosePhase(at: sample.plannedAt)
    sample.count(into: &phases[phase].counts)
    if sample.replaced != nil { sample.takeBack(from: &phases[phase].counts) }
    timeline.add(at: sample.doneAt) { sample.count(into: &$0) }
    guard sample.attempts > 0 else { return }
    let response = sample.doneAt - sample.plannedAt
    let service = sample.doneAt - sample.lastSentAt
    phases[phase].latency.response.record(nanoseconds: response)
    phases[phase].latency.service.record(nanoseconds: service)
    if let firstSentAt = sample.firstSentAt {
      phases[phase].latency.lag.record(nanoseconds: firstSentAt - sample.plannedAt)
    }
    timeline.record(response: response, service: service)
    let place = Self.place(sample.action, sample.market)
    if operations[place] == nil { operations[place] = OperationMeasurement() }
    operations[place]!.record(response: response, service: service)
  }

  @inline(__always)
  private mutating func choosePhase(at nanoseconds: Int64) {
    guard phases.count > 1 else { return }
    while phase > 0 && nanoseconds < phases[phase].startNanoseconds { phase -= 1 }
    while phase + 1 < phases.count && nanoseconds >= phases[phase + 1].startNanoseconds {
      phase += 1
    }
  }
}

extension Array where Element == OperationMeasurement? {
  fileprivate subscript(
    place: Int, default standard: @autoclosure () -> OperationMeasurement
  ) -> OperationMeasurement {
    get { self[place] ?? standard() }
    set { self[place] = newValue }
  }
}

extension SlotAction {
  /// Its place among the actions.
  var place: Int {
    switch self {
    case .place: 0
    case .cancel: 1
    }
  }
}
