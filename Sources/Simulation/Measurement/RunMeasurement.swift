public import Domain

/// Everything that was measured of a run: by phase, by market and operation, second by second, and of
/// the generator itself.
///
/// One lane records, and the measurements of lanes are merged; merging is associative. Recording a
/// slot takes constant time and allocates nothing but at the end of a timeline's interval and at a
/// market's first slot.
public struct RunMeasurement: Equatable, Sendable {
  /// The phases of the load, in order; at least one.
  public var phases: [PhaseMeasurement] {
    get {
      var all = others
      all[phase] = current
      return all
    }
    set {
      others = newValue
      current = newValue[phase]
    }
  }
  /// Response and service times by market and operation.
  private var cells: ContiguousArray<OperationMeasurement>
  /// The run second by second.
  public var timeline = Timeline()
  /// What the generator did with its time.
  public var generator = GeneratorMeasurement()
  /// The phases, but for the one of the last slot.
  private var others: [PhaseMeasurement]
  /// The phase of the last slot, and its place.
  private var current: PhaseMeasurement
  private var phase = 0

  /// The measurement of a run that has not begun.
  ///
  /// - Parameter phases: in order, without gaps; at least one.
  public init(phases: [PhaseMeasurement], marketCount: Int) {
    precondition(!phases.isEmpty, "a run has at least one phase")
    others = phases
    current = phases[0]
    cells = ContiguousArray(
      repeating: OperationMeasurement(), count: marketCount * SlotAction.allCases.count)
  }

  /// Response and service times by market and operation; nil where nothing happened.
  public var operations: [OperationMeasurement?] { cells.map { $0.isEmpty ? nil : $0 } }

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
    let cell = cells[Self.place(action, market)]
    return cell.isEmpty ? nil : cell
  }

  /// What was measured of one operation on all markets.
  public func operation(_ action: SlotAction) -> OperationMeasurement {
    var sum = OperationMeasurement()
    for place in cells.indices where place % SlotAction.allCases.count == action.place {
      sum.merge(cells[place])
    }
    return sum
  }

  /// Adds what another lane of the same run measured.
  public mutating func merge(_ other: RunMeasurement) {
    var all = phases
    let theirs = other.phases
    precondition(all.count == theirs.count && cells.count == other.cells.count)
    for place in all.indices { all[place].merge(theirs[place]) }
    phases = all
    for place in cells.indices { cells[place].merge(other.cells[place]) }
    timeline.merge(other.timeline)
    generator.merge(other.generator)
  }

  /// Restores what was saved of one operation.
  mutating func restore(_ measured: OperationMeasurement, at place: Int) {
    cells[place] = measured
  }

  static func place(_ action: SlotAction, _ market: MarketIndex) -> Int {
    market.position * SlotAction.allCases.count + action.place
  }

  /// Counts a slot that became due at a moment of the run, before it is sent.
  mutating func recordOffered(plannedAt nanoseconds: Int64) {
    choosePhase(at: nanoseconds)
    current.counts.offered += 1
    timeline.add(at: nanoseconds) { $0.offered += 1 }
  }

  /// Counts a slot that ended.
  @inline(__always)
  mutating func record(_ sample: SlotSample) {
    choosePhase(at: sample.plannedAt)
    sample.count(into: &current.counts)
    if sample.replaced != nil { sample.takeBack(from: &current.counts) }
    timeline.add(at: sample.doneAt) { sample.count(into: &$0) }
    guard sample.attempts > 0 else { return }
    let response = sample.doneAt - sample.plannedAt
    let service = sample.doneAt - sample.lastSentAt
    current.latency.response.record(nanoseconds: response)
    current.latency.service.record(nanoseconds: service)
    if sample.hasFirstSent {
      current.latency.lag.record(nanoseconds: sample.firstSentAt - sample.plannedAt)
    }
    timeline.record(response: response, service: service)
    cells[Self.place(sample.action, sample.market)].record(response: response, service: service)
  }

  @inline(__always)
  private mutating func choosePhase(at nanoseconds: Int64) {
    guard others.count > 1 else { return }
    let isBefore = phase > 0 && nanoseconds < current.startNanoseconds
    let isBehind = phase + 1 < others.count && nanoseconds >= others[phase + 1].startNanoseconds
    if isBefore || isBehind { changePhase(at: nanoseconds) }
  }

  @inline(never)
  private mutating func changePhase(at nanoseconds: Int64) {
    others[phase] = current
    phase = others.lastIndex { $0.startNanoseconds <= nanoseconds } ?? 0
    current = others[phase]
    // Held once only, so that counting copies nothing.
    others[phase] = PhaseMeasurement(
      name: current.name, isWarmUp: current.isWarmUp, startNanoseconds: current.startNanoseconds,
      endNanoseconds: current.endNanoseconds)
  }

  /// Whether both measured the same.
  public static func == (left: RunMeasurement, right: RunMeasurement) -> Bool {
    left.phases == right.phases && left.cells == right.cells && left.timeline == right.timeline
      && left.generator == right.generator
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
