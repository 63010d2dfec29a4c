public import Domain
import Matching
import Simulation

/// What became of the commands that a flow was turned into.
public struct FlowCounts: Hashable, Sendable {
  /// Orders placed.
  public var placed: UInt64 = 0
  /// Orders canceled on request.
  public var canceled: UInt64 = 0
  /// Orders amended.
  public var amended: UInt64 = 0
  /// Executions.
  public var fills: UInt64 = 0
  /// Commands that were refused, by the raw value of the reason.
  private var refusals = [UInt64](repeating: 0, count: 16)
  /// Commands that came to nothing because the venue failed.
  public var failed: UInt64 = 0
  /// Commands whose answer was lost.
  public var unknown: UInt64 = 0

  /// Nothing yet.
  public init() {}

  /// Commands that were refused.
  public var refused: UInt64 { refusals.reduce(0, +) }

  /// All commands.
  public var commands: UInt64 { placed + canceled + amended + refused + failed + unknown }

  /// Why commands were refused, most frequent first.
  public var refusalsByReason: [(reason: RefusalReason, count: UInt64)] {
    refusals.enumerated().compactMap { code, count in
      count > 0 ? RefusalReason(rawValue: UInt8(code)).map { ($0, count) } : nil
    }.sorted { $0.count > $1.count }
  }

  /// Counts a command as failed or unknown that was counted by another answer before, with its fills.
  mutating func withdraw(
    _ kind: OrderCommand.Kind, _ answer: BatchAnswer, isUnknown: Bool
  ) {
    switch answer.answer {
    case .done:
      switch kind {
      case .place: placed -= 1
      case .cancel: canceled -= 1
      case .amend: amended -= 1
      }
    case .refused(let reason): refusals[Int(reason.rawValue)] -= 1
    case .failed: failed -= 1
    case .unknown: unknown -= 1
    }
    for case .fill in answer.events { fills -= 1 }
    if isUnknown { unknown += 1 } else { failed += 1 }
  }

  @inline(__always)
  mutating func add(_ kind: OrderCommand.Kind, _ answer: VenueAnswer) {
    switch answer {
    case .done:
      switch kind {
      case .place: placed += 1
      case .cancel: canceled += 1
      case .amend: amended += 1
      }
    case .refused(let reason): refusals[Int(reason.rawValue)] += 1
    case .failed: failed += 1
    case .unknown: unknown += 1
    }
  }
}
