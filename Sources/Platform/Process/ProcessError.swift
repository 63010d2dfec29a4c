internal import Glibc

/// Why a process could not be started, driven or awaited.
public enum ProcessError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system refused a call.
  case system(call: String, errno: Int32)
  /// What was waited for did not come in time; `seen` is the output until then.
  case timedOut(waitingFor: String, seen: String)
  /// The process ended before what was waited for came; `seen` is the output until then.
  case endedEarly(waitingFor: String, seen: String)

  /// The reason in words.
  public var description: String {
    switch self {
    case .system(let call, let code):
      "\(call): \(SystemError.text(of: code))"
    case .timedOut(let text, let seen): "timed out waiting for \(text); seen so far:\n\(seen)"
    case .endedEarly(let text, let seen): "ended before \(text); seen so far:\n\(seen)"
    }
  }

  /// The error of the call that has just failed.
  public static func last(_ call: String) -> ProcessError { .system(call: call, errno: errno) }
}
