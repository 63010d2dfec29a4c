internal import Glibc

/// A signal that asks the program to stop in good order.
public enum StopSignal: CaseIterable, Sendable {
  /// SIGINT: Ctrl-C.
  case interrupt
  /// SIGTERM: a service manager or `kill`.
  case terminate
  /// SIGHUP: the terminal is gone.
  case hangup

  /// The signal's number.
  public var number: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .hangup: SIGHUP
    }
  }

  /// What a shell sees as the exit code of a program ended by this signal: 130, 143 or 129.
  public var exitCode: Int32 { 128 + number }

  /// `SIGINT`, `SIGTERM` or `SIGHUP`.
  public var name: String {
    switch self {
    case .interrupt: "SIGINT"
    case .terminate: "SIGTERM"
    case .hangup: "SIGHUP"
    }
  }
}
