public import Simulation

/// The beginning or the end of an operation, at its place among those of all lanes.
public struct HistoryEvent: Sendable {
  /// What an event tells. The raw values are those of Jepsen.
  public enum Kind: String, Sendable {
    /// The operation begins.
    case invoke
    /// It took effect.
    case ok
    /// It certainly had no effect.
    case fail
    /// Nobody knows whether it had an effect.
    case info
  }

  /// Its number, from 0 without gaps.
  public let index: UInt64
  /// What it tells.
  public let kind: Kind
  /// Who acts: a lane, under a new number after every operation of unknown outcome.
  public let process: UInt64
  /// When, in nanoseconds of the run.
  public let nanoseconds: Int64
  /// The operation.
  public let operation: SlotOperation

  /// Makes an event of its parts.
  public init(
    index: UInt64, kind: Kind, process: UInt64, nanoseconds: Int64, operation: SlotOperation
  ) {
    self.index = index
    self.kind = kind
    self.process = process
    self.nanoseconds = nanoseconds
    self.operation = operation
  }
}

extension SlotOperation {
  /// How its end is told; nil while it has none.
  var ending: HistoryEvent.Kind? {
    switch outcome?.state {
    case .completed: .ok
    case .failed, .skipped: .fail
    case .unknown: .info
    case .pending, .inProgress, nil: nil
    }
  }
}
