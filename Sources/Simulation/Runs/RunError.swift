import Journal
import Platform

/// Why a run cannot be started, resumed or read.
public struct RunError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is; decides the exit code.
  public enum Code: Hashable, Sendable {
    /// No such run.
    case unknownRun
    /// Another process executes the run.
    case busy
    /// Files of the run are damaged, foreign or contradict each other.
    case badRecords
    /// The venue cannot be reached.
    case venue
    /// The venue is not what the plan was made for.
    case venueMismatch
    /// The state directory cannot be read or written, or the disk is full.
    case storage
    /// Something that should be impossible.
    case internalError
  }

  /// What kind of failure it is.
  public let code: Code
  /// What is wrong, where, and what to do about it.
  public let message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }

  /// The system refused to store or read something of the run.
  init(_ error: SystemError, hint: String) { self.init(.storage, "\(error); \(hint)") }

  /// The journal cannot be used.
  init(_ error: JournalError) {
    if case .system(let system) = error {
      self.init(.storage, system.description)
    } else {
      self.init(.badRecords, error.description)
    }
  }
}
