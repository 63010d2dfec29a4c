import Glibc
public import Platform

/// A real process on a terminal of its own, as if a person sat in front of it.
///
/// The child leads a session that the terminal controls, so keys like Ctrl-C become signals and a
/// resize tells it. Standard output and error come out mixed, with the escape sequences.
public final class PseudoTerminal {
  private let process: RunningProcess
  private var terminal: PipeEnd?
  private var isOpen = true
  private var bytes: [UInt8] = []

  /// Starts `executable` on a new terminal.
  ///
  /// - Parameters:
  ///   - environment: all variables of the child; it inherits none.
  ///   - workingDirectory: nil for that of the tests.
  /// - Throws: `ProcessError.system` when there is no terminal or the process cannot be started.
  public init(
    _ executable: String, _ arguments: [String] = [], columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8",
    ],
    workingDirectory: String? = nil
  ) throws(ProcessError) {
    let master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    guard master >= 0 else { throw .last("open /dev/ptmx") }
    terminal = PipeEnd(master)
    try Self.resize(master, columns: columns, rows: rows)
    let path = try Self.unlock(master)
    let spawner = ProcessSpawner(
      executable: executable, arguments: arguments, environment: environment,
      workingDirectory: workingDirectory,
      sources: [.path(path), .descriptor(0), .descriptor(0)], isSessionLeader: true)
    process = RunningProcess(try spawner.spawn())
  }

  /// The process id.
  public var id: Int32 { process.id }

  /// How it ended; nil while it runs.
  public var status: ProcessEnd? { process.reap() }

  /// Everything that appeared on the terminal, as far as it was collected.
  public var output: String { String(decoding: bytes, as: UTF8.self) }

  /// The place behind everything collected until now, for `waitForOutput(_:after:)`.
  public var mark: Int { bytes.count }

  /// Presses keys; `\u{3}` is Ctrl-C, `\r` is Enter.
  ///
  /// - Throws: `ProcessError` when the terminal takes none.
  public func press(_ keys: String, timeout: Duration = .seconds(30)) throws(ProcessError) {
    guard terminal != nil else { throw .system(call: "write", errno: EBADF) }
    try terminal?.write(all: Array(keys.utf8), until: Deadline(after: timeout))
  }

  /// Changes the size; the child is told by SIGWINCH.
  ///
  /// - Throws: `ProcessError.system` when the terminal is gone.
  public func resize(columns: Int, rows: Int) throws(ProcessError) {
    try Self.resize(terminal?.number ?? -1, columns: columns, rows: rows)
  }

  /// Takes the terminal away, as when its window is closed; the child is told by SIGHUP.
  public func hangUp() {
    terminal = nil
    isOpen = false
  }

  /// Sends a signal; false when the process has ended already.
  @discardableResult
  public func send(signal: Int32) -> Bool { process.send(signal: signal) }

  /// Waits until `text` appears behind the `mark`.
  ///
  /// - Throws: `ProcessError` when it does not appear in time or the process ends without it.
  public func waitForOutput(
    _ text: String, after mark: Int = 0, timeout: Duration = .seconds(30)
  ) throws(ProcessError) {
    let deadline = Deadline(after: timeout)
    while true {
      let status = process.reap()
      collect()
      let seen = String(decoding: bytes[min(mark, bytes.count)...], as: UTF8.self)
      if seen.contains(text) { return }
      if status != nil { throw .endedEarly(waitingFor: "'\(text)'", seen: seen) }
      if deadline.hasPassed { throw .timedOut(waitingFor: "'\(text)'", seen: seen) }
      pause(until: deadline)
    }
  }

  /// Waits until the process has ended and collects all that appeared.
  ///
  /// - Throws: `ProcessError.timedOut` when it still runs then; it goes on running.
  @discardableResult
  public func waitForExit(timeout: Duration = .seconds(30)) throws(ProcessError) -> ProcessEnd {
    let deadline = Deadline(after: timeout)
    while true {
      let status = process.reap()
      collect()
      if let status {
        collectRest()
        return status
      }
      if deadline.hasPassed { throw .timedOut(waitingFor: "the end", seen: output) }
      pause(until: deadline)
    }
  }

  /// Reads until the terminal says that its other side is closed: the kernel may hand over the last
  /// words of a process a little after its end. Not for long, should something else hold it open.
  private func collectRest() {
    let deadline = Deadline(after: .seconds(2))
    while isOpen && !deadline.hasPassed {
      pause(until: deadline)
      collect()
    }
  }

  /// Sleeps until there is output; briefly, since the end of a process wakes nobody.
  private func pause(until deadline: Deadline) {
    let open = isOpen ? [(number: terminal?.number ?? -1, events: Int16(POLLIN))] : []
    PipeEnd.waitUntilReady(open, milliseconds: deadline.milliseconds(atMost: 2))
  }

  private func collect() {
    while isOpen {
      switch terminal?.readAvailable() ?? .end {
      case .bytes(let chunk): bytes += chunk
      case .nothingYet: return
      // Until the child has opened its side, and after it has closed it, reading fails alike.
      case .end: isOpen = process.reap() == nil; return
      }
    }
  }

  private static func resize(_ master: Int32, columns: Int, rows: Int) throws(ProcessError) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard unsafe ioctl(master, UInt(TIOCSWINSZ), &size) == 0 else { throw .last("TIOCSWINSZ") }
  }

  /// Lets the other side be opened and gives its path.
  private static func unlock(_ master: Int32) throws(ProcessError) -> String {
    let lock: UInt = 0x4004_5431  // TIOCSPTLCK
    let number: UInt = 0x8004_5430  // TIOCGPTN
    var isLocked: Int32 = 0
    guard unsafe ioctl(master, lock, &isLocked) == 0 else { throw .last("TIOCSPTLCK") }
    var index: UInt32 = 0
    guard unsafe ioctl(master, number, &index) == 0 else { throw .last("TIOCGPTN") }
    return "/dev/pts/\(index)"
  }
}
