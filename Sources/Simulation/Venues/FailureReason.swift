/// Why a venue gave no usable answer: a failure of operation, not a refusal.
///
/// The raw values are part of the journal's format; they start at 64, above the refusals.
public enum FailureReason: UInt8, CaseIterable, Sendable, Error {
  /// The connection broke before the order was sent.
  case connectionLost = 64
  /// No answer came in time; the order may have been taken.
  case timeout = 65
  /// The venue cannot be reached at all.
  case unavailable = 66
  /// The venue gave up a transaction in favour of another (SQLSTATE 40001, 40P01).
  case conflict = 67
  /// The venue answered in a way that no retry will mend.
  case protocolError = 68
  /// The order's time had passed before it could be sent; it was not sent.
  case dropped = 69

  /// Whether trying again may help.
  public var isRetriable: Bool { self != .protocolError && self != .dropped }

  /// The reason as a stable name for JSON and SQL.
  public var name: String {
    switch self {
    case .connectionLost: "connectionLost"
    case .timeout: "timeout"
    case .unavailable: "unavailable"
    case .conflict: "conflict"
    case .protocolError: "protocolError"
    case .dropped: "dropped"
    }
  }

  /// The reason in words.
  public var text: String {
    switch self {
    case .connectionLost: "the connection was lost before the order was sent"
    case .timeout: "no answer came in time"
    case .unavailable: "the venue cannot be reached"
    case .conflict: "the venue gave way to a concurrent transaction"
    case .protocolError: "the venue's answer was not understood"
    case .dropped: "its time had passed before it could be sent"
    }
  }
}
