public import Platform

/// Why a recorded flow cannot be replayed any further.
public enum FlowError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A row that is not what its format demands.
  case row(RowError)
  /// The input cannot be read.
  case stream(StreamError)
  /// The output cannot be written.
  case output(SystemError)
  /// The file as a whole is not usable; the message names it and says what would be right.
  case file(String)
  /// The venue cannot be reached.
  case venueUnreachable(String)
  /// The venue cannot take the flow; the message says why and what would help.
  case venueMismatch(String)

  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .row(let error): error.description
    case .stream(let error): error.description
    case .output(let error): error.description
    case .file(let message), .venueUnreachable(let message), .venueMismatch(let message): message
    }
  }
}
