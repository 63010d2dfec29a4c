internal import Glibc
internal import Synchronization

/// What the world outside asks of this process by signals.
///
/// The first SIGINT, SIGTERM or SIGHUP asks to stop: a flag goes up and every wait ends. A further
/// SIGINT or SIGTERM ends the process at once with 128 + its number. SIGUSR1 asks for a summary.
/// SIGPIPE and SIGXFSZ are ignored, so that a closed pipe and a file size limit come back as errors
/// of the write.
///
/// Handlers touch nothing but atomics and pipes, which is all that is allowed in one.
public enum Interruption {
  /// Whether a stop was asked for. One relaxed load: cheap enough for every slot.
  public static var isRequested: Bool { SignalFlags.stop.load(ordering: .relaxed) != 0 }

  /// The signal that asked first to stop.
  public static var signal: StopSignal? {
    let number = SignalFlags.stop.load(ordering: .relaxed)
    return StopSignal.allCases.first { $0.number == number }
  }

  /// Whether a summary was asked for and not yet taken.
  public static var isSummaryRequested: Bool { SignalFlags.summary.load(ordering: .relaxed) }

  /// Takes the request for a summary, if there is one.
  ///
  /// - Returns: true once for any number of SIGUSR1 since the last call.
  public static func takeSummaryRequest() -> Bool {
    isSummaryRequested && SignalFlags.summary.exchange(false, ordering: .relaxed)
  }

  /// Asks to stop as if `signal` had come.
  public static func request(_ signal: StopSignal) { SignalFlags.requestStop(signal.number) }

  /// Installs the handlers for the rest of the process's life. Further calls do nothing.
  ///
  /// A SIGHUP that the parent had ignored (`nohup`) stays ignored.
  public static func install() throws(SystemError) {
    guard !SignalFlags.areInstalled.exchange(true, ordering: .relaxed) else { return }
    try SignalFlags.openPipes()
    for signal in StopSignal.allCases {
      if signal == .hangup, try isIgnored(signal.number) { continue }
      try handle(signal.number) { SignalFlags.received($0) }
    }
    try handle(SIGUSR1) { _ in SignalFlags.requestSummary() }
    try ignoreClosedOutput()
  }

  /// Ignores SIGPIPE and SIGXFSZ alone: for work that any other signal may end at once.
  public static func ignoreClosedOutput() throws(SystemError) {
    try handle(SIGPIPE, SIG_IGN)
    try handle(SIGXFSZ, SIG_IGN)
  }

  private static func isIgnored(_ number: Int32) throws(SystemError) -> Bool {
    var present = sigaction()
    guard unsafe sigaction(number, nil, &present) == 0 else { throw .last("read signal handler") }
    let handler = unsafe unsafeBitCast(present.__sigaction_handler.sa_handler, to: Int.self)
    return unsafe handler == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func handle(
    _ number: Int32, _ handler: (@convention(c) (Int32) -> Void)?
  ) throws(SystemError) {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = handler
    action.sa_flags = SA_RESTART
    guard unsafe sigaction(number, &action, nil) == 0 else {
      throw .last("install signal handler")
    }
  }
}
