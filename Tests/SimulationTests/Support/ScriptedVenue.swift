import Domain

@testable import Simulation

/// What a scripted venue answers, and what it was asked.
final class VenueScript {
  /// One call, with the slot and which try it was.
  enum Call: Equatable, CustomStringConvertible {
    case submit(UInt64, Attempt)
    case find(UInt64, Attempt)
    case batch([UInt64])

    var description: String {
      switch self {
      case .submit(let slot, let attempt): "submit \(slot) \(attempt.pass)/\(attempt.number)"
      case .find(let slot, let attempt): "find \(slot) \(attempt.pass)/\(attempt.number)"
      case .batch(let slots): "batch" + slots.map { " \($0)" }.joined()
      }
    }
  }

  /// All calls so far, in order.
  private(set) var calls: [Call] = []
  /// Answers a send; takes everything by default.
  var onSubmit: (ActionSlot, Attempt) -> VenueAnswer = { _, _ in .done(.taken) }
  /// Answers a slot of a batch; takes everything by default.
  var onBatch: (ActionSlot) -> VenueAnswer = { _ in .done(.taken) }
  /// Answers a look-up; knows nothing by default.
  var onFind: (ActionSlot, Attempt) -> FindAnswer = { _, _ in .notFound }

  /// The calls as text.
  var log: [String] { calls.map(\.description) }

  /// The slots that were sent, one entry for each time.
  var sent: [UInt64] {
    calls.compactMap { if case .submit(let slot, _) = $0 { slot } else { nil } }
  }

  func submit(_ slot: ActionSlot, _ attempt: Attempt) -> VenueAnswer {
    calls.append(.submit(slot.sequence, attempt))
    return onSubmit(slot, attempt)
  }

  func submitBatch(_ slots: [ActionSlot]) -> [BatchAnswer] {
    calls.append(.batch(slots.map(\.sequence)))
    return slots.map { BatchAnswer(onBatch($0), []) }
  }

  func find(_ slot: ActionSlot, _ attempt: Attempt) -> FindAnswer {
    calls.append(.find(slot.sequence, attempt))
    return onFind(slot, attempt)
  }
}

/// A venue that does what its script says, and never matches anything.
struct ScriptedVenue: Venue, ~Copyable {
  let script: VenueScript
  var isReplaying = false

  var name: String { "scripted" }
  var livesInProcess: Bool { false }

  mutating func submit(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> VenueAnswer {
    script.submit(slot, attempt)
  }

  mutating func submitBatch(_ slots: [ActionSlot]) -> [BatchAnswer] {
    script.submitBatch(slots)
  }

  mutating func find(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> FindAnswer {
    script.find(slot, attempt)
  }

  func encodedState() -> [UInt8] { [] }
}

extension OrderResult {
  /// The order rests whole.
  static let taken = OrderResult(status: .new, cumulative: .zero, canceled: .zero)
  /// The order was canceled whole.
  static let canceled = OrderResult(status: .canceled, cumulative: .zero, canceled: .zero)
}
