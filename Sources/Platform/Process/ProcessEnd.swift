/// How a process ended.
public enum ProcessEnd: Equatable, Sendable, CustomStringConvertible {
  /// It exited by itself, with this code.
  case exited(Int32)
  /// This signal ended it.
  case signaled(Int32)

  /// Reads the word that `waitpid` delivers.
  init(waitStatus: Int32) {
    let signal = waitStatus & 0x7F
    self = signal == 0 ? .exited((waitStatus >> 8) & 0xFF) : .signaled(signal)
  }

  /// The end in words.
  public var description: String {
    switch self {
    case .exited(let code): "exited with \(code)"
    case .signaled(let signal): "ended by signal \(signal)"
    }
  }
}
