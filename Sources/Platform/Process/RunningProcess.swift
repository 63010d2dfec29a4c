internal import Glibc

/// A started process until it is reaped; killed with its owner when nobody waited for it.
public final class RunningProcess {
  /// The process id.
  public let id: Int32
  /// How it ended; nil while it runs.
  public private(set) var status: ProcessEnd?

  /// Takes over a process that was just started.
  public init(_ id: Int32) { self.id = id }

  deinit {
    guard reap() == nil else { return }
    kill(id, SIGKILL)
    var status: Int32 = 0
    unsafe waitpid(id, &status, 0)
  }

  /// How it ended, without waiting; nil while it runs.
  public func reap() -> ProcessEnd? {
    if let status { return status }
    var word: Int32 = 0
    guard unsafe waitpid(id, &word, WNOHANG) == id else { return nil }
    status = ProcessEnd(waitStatus: word)
    return status
  }

  /// Sends a signal; false when the process has ended already.
  @discardableResult
  public func send(signal: Int32) -> Bool { reap() == nil && kill(id, signal) == 0 }
}
