import Domain
import Matching
import Platform
import Simulation

/// A venue outside of this process, with an engine of this process beside it that has the same commands.
///
/// The engine answers at once, so that commands can go out in batches although the next one depends on
/// what became of the last: every answer from outside is then held against the engine's. The first that
/// differs ends the replay, since what would follow is meant for another book. What could not be sent, or
/// whose answer stays lost, ends it too.
struct FollowedFlowVenue<Clock: SimulatorClock>: FlowVenue, ~Copyable {
  private var engine: EmbeddedFlowVenue
  private let outside: any OutsideFlowVenue
  private let settings: OutsideFlowSettings
  private let clock: Clock
  private var commands: [OrderCommand] = []
  /// What the engine answered to them.
  private var expected: [BatchAnswer] = []
  /// Whether `commands` are those that came to nothing.
  private var isLost = false
  private var retries: UInt64 = 0
  private(set) var delivery = FlowDelivery()

  init(
    _ terms: FlowTerms, _ outside: any OutsideFlowVenue, _ settings: OutsideFlowSettings,
    _ clock: Clock
  ) {
    engine = EmbeddedFlowVenue(terms)
    self.outside = outside
    self.settings = settings
    self.clock = clock
  }

  static var isOutside: Bool { true }

  var name: String { outside.name }

  func reading<Result>(_ body: (borrowing MatchingEngine) -> Result) -> Result? {
    engine.reading(body)
  }

  mutating func submit(
    _ command: OrderCommand, into events: inout [VenueEvent]
  ) -> VenueAnswer {
    guard delivery.stop == nil else { return .failed(.unavailable) }
    let before = events.count
    let answer = engine.submit(command, into: &events)
    commands.append(command)
    expected.append(BatchAnswer(answer, Array(events[before...])))
    delivery.submitted = command.id.sequence + 1
    if commands.count >= settings.batchSize { flush() }
    return answer
  }

  mutating func flush() {
    guard !commands.isEmpty, delivery.stop == nil else { return }
    if settings.batchSize > 1 { delivery.batchSentAt = clock.now() }
    switch deliver() {
    case .done(let answers):
      delivery.answered = delivery.submitted
      hold(answers)
    case .failed(let reason, let message): lose(.failed, reason, message)
    case .unknown(let reason, let message): lose(.unknown, reason, message)
    }
    if isLost { return }
    commands.removeAll(keepingCapacity: true)
    expected.removeAll(keepingCapacity: true)
  }

  mutating func finish(
    _ counts: inout FlowCounts, _ tape: inout TapeHash
  ) -> OutsideFlowResult? {
    flush()
    if isLost {
      for (command, answer) in zip(commands, expected) {
        counts.withdraw(command.kind, answer, isUnknown: delivery.stop?.kind == .unknown)
        tape.withdraw(answer.events)
      }
    }
    return OutsideFlowResult(
      batchSize: settings.batchSize, retries: retries, stop: delivery.stop, check: check(tape))
  }

  // MARK: Sending

  /// Sends what is held back until its outcome is known or retries are used up. No answers: it has taken
  /// effect, and what it did is not told any more.
  private mutating func deliver() -> OutsideFlowAnswer {
    var attempt: UInt32 = 1
    var isUnknown = false
    while true {
      var answer = OutsideFlowAnswer.unknown(.timeout, "the look-up was not answered")
      if isUnknown, let isTaken = isTaken() {
        if isTaken { return .done([]) }
        isUnknown = false
      }
      if !isUnknown { answer = outside.carryOut(commands) }
      let failure: FailureReason
      switch answer {
      case .done: return answer
      case .failed(let reason, _): failure = reason
      case .unknown(let reason, _):
        isUnknown = true
        failure = reason
      }
      guard failure.isRetriable, attempt <= settings.retriesMax, waits(before: attempt) else {
        return answer
      }
      attempt += 1
      retries += 1
    }
  }

  /// Whether commands whose answer was lost have taken effect; nil when that cannot be told now. All of
  /// them did or none: one tells, if it changes anything at all; those that change nothing may come again.
  private func isTaken() -> Bool? {
    let place = expected.firstIndex { if case .done = $0.answer { true } else { false } }
    return place.map { outside.has(commands[$0]) } ?? false
  }

  /// Waits before another attempt; false when a stop was asked for.
  private func waits(before attempt: UInt32) -> Bool {
    let pause = settings.backoff.delay(
      afterAttempt: attempt, slot: commands.first?.id.sequence ?? 0)
    clock.sleep(until: clock.now() + TimeSpan(nanoseconds: pause))
    return !Interruption.isRequested
  }

  private mutating func lose(_ kind: FlowStop.Kind, _ reason: FailureReason, _ message: String) {
    isLost = true
    delivery.stop = FlowStop(
      kind: kind, command: commands[0].id.sequence, message: "\(reason.text): \(message)")
  }

  // MARK: Comparing

  /// Holds answers against the engine's.
  private mutating func hold(_ answers: [BatchAnswer]) {
    guard !answers.isEmpty else { return }
    precondition(answers.count == commands.count, "the venue did not answer every command")
    for (place, answer) in answers.enumerated() where !expected[place].agrees(with: answer) {
      delivery.stop = FlowStop(
        kind: .differs, command: commands[place].id.sequence,
        message: "\(name) answered \(commands[place].summary): \(answer.summary); the embedded "
          + "engine: \(expected[place].summary)")
      return
    }
  }

  private func check(_ tape: TapeHash) -> FlowCheck {
    switch delivery.stop?.kind {
    case .differs?: return FlowCheck(leftOut: "the replay ended with an answer that differs")
    case .failed?, .unknown?: return FlowCheck(leftOut: "the replay ended before all was sent")
    case nil: break
    }
    return engine.reading { outside.compare($0, tape) } ?? FlowCheck(leftOut: "there is no engine")
  }
}

extension TapeHash {
  /// Takes fills off the tape.
  fileprivate mutating func withdraw(_ events: [VenueEvent]) {
    for case .fill(let fill) in events {
      var one = TapeHash()
      one.add(fill)
      sum &-= one.sum
      count -= 1
    }
  }
}
