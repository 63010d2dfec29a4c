public import Domain
public import Matching
public import Platform

/// A venue with faults put before it on purpose, so that retry, prompt and unknown can be tried.
///
/// Which fault meets an attempt is a pure function of the fault seed, the slot, the pass and the
/// attempt, so an interrupted run meets the same faults again. Events whose answer was lost are
/// kept until a repeat or a look-up asks for them, as a venue with records would.
public struct FaultyVenue<Base: Venue & ~Copyable, Clock: SimulatorClock>: Venue, ~Copyable {
  /// The venue behind the faults.
  public var base: Base
  private var lostEvents: [UInt64: [VenueEvent]]
  private let drawing: FaultDrawing
  private let sparesOrders: Bool
  private let clock: Clock
  private let runStart: Instant

  /// Puts `faults` before `base`.
  ///
  /// - Parameters:
  ///   - seed: the plan's seed.
  ///   - runStart: where the start times of stalls are counted from.
  public init(
    base: consuming Base, faults: FaultConfiguration, seed: UInt64, clock: Clock,
    runStart: Instant, lostEvents: [UInt64: [VenueEvent]] = [:]
  ) {
    self.base = base
    drawing = FaultDrawing(faults, seed: seed)
    sparesOrders = faults.sparesOrders
    self.clock = clock
    self.runStart = runStart
    self.lostEvents = lostEvents
  }

  /// The name of the venue behind.
  public var name: String { base.name }

  /// As the venue behind.
  public var livesInProcess: Bool { base.livesInProcess }

  /// Whether delays and stalls are left out.
  public var isReplaying: Bool {
    get { base.isReplaying }
    set { base.isReplaying = newValue }
  }

  /// Meets the attempt with its fault, or passes it on.
  public mutating func submit(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> VenueAnswer {
    let (fault, delay) = drawing.draw(slot.sequence, attempt, purpose: 10)
    wait(delay)
    switch fault {
    case .refusal: return .refused(.injected)
    case .failure: return .failed(.connectionLost)
    case .timeoutBeforeApply: return .unknown(.timeout)
    case .timeoutAfterApply:
      var lost: [VenueEvent] = []
      let answer = base.submit(slot, attempt: attempt, into: &lost)
      guard case .done = answer else { return .unknown(.timeout) }
      if !base.livesInProcess {
        // Asked again, the venue tells the order's own fills itself, and the others never again.
        events += lost.filter { !$0.isFill(takenBy: slot.clientOrderID) }
        return .unknown(.timeout)
      }
      if !lost.isEmpty { lostEvents[slot.sequence, default: []] += lost }
      return .unknown(.timeout)
    case nil:
      let answer = base.submit(slot, attempt: attempt, into: &events)
      deliverLostEvents(of: slot, into: &events)
      return answer
    }
  }

  /// Passes a batch on where no fault can meet it; else sends one slot after the other.
  public mutating func submitBatch(_ slots: [ActionSlot]) -> [BatchAnswer] {
    if sparesOrders { return base.submitBatch(slots) }
    var answers: [BatchAnswer] = []
    for slot in slots {
      var events: [VenueEvent] = []
      let answer = submit(slot, attempt: Attempt(pass: 0, number: 1), into: &events)
      answers.append(BatchAnswer(answer, events))
      if !answer.isFinal { break }
    }
    return answers
  }

  /// Loses the answer of the look-up, or passes it on.
  public mutating func find(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> FindAnswer {
    let (fault, delay) = drawing.draw(slot.sequence, attempt, purpose: 11)
    wait(delay)
    switch fault {
    case .failure, .timeoutBeforeApply, .timeoutAfterApply: return .unknown(.timeout)
    case .refusal, nil:
      let answer = base.find(slot, attempt: attempt, into: &events)
      if case .found = answer { deliverLostEvents(of: slot, into: &events) }
      return answer
    }
  }

  /// Events of orders whose answer was lost, by slot.
  public var undelivered: [UInt64: [VenueEvent]] { lostEvents }

  /// Lets `body` read the engine of the venue behind.
  public func reading<Result>(_ body: (borrowing MatchingEngine) -> Result) -> Result? {
    base.reading(body)
  }

  /// Tells the venue behind.
  public mutating func note(_ fill: Fill) { base.note(fill) }

  /// Lets the venue behind compare.
  public func audit(_ record: RunAccount) -> VenueAudit? { base.audit(record) }
  /// As the venue behind.
  public mutating func moveFunds(
    _ account: AccountIndex, _ asset: AssetIndex, _ amount: Amount
  ) { base.moveFunds(account, asset, amount) }

  /// The state of the venue behind; lost events are saved beside it.
  public func encodedState() -> [UInt8] { base.encodedState() }

  private mutating func deliverLostEvents(
    of slot: ActionSlot, into events: inout [VenueEvent]
  ) {
    guard !lostEvents.isEmpty, let lost = lostEvents.removeValue(forKey: slot.sequence)
    else { return }
    events += lost
  }

  private func wait(_ delay: Int64) {
    guard !isReplaying else { return }
    let now = clock.now()
    var until = now
    if let end = drawing.faults.stallEnd(at: now.nanoseconds - runStart.nanoseconds) {
      until = Instant(nanoseconds: runStart.nanoseconds + end)
    }
    until = Instant(nanoseconds: until.nanoseconds + delay)
    if until > now { clock.sleep(until: until) }
  }
}
