internal import Glibc

/// A real process with pipes for its standard streams, driven from one thread.
///
/// Output is collected whenever the owner waits for something; a child that writes more than a pipe
/// holds goes on as soon as that happens. A child that nobody waited for is killed with its owner.
public final class ChildProcess {
  private let process: RunningProcess
  private var input: PipeEnd?
  private let output: PipeEnd
  private let errors: PipeEnd
  private var isOutputOpen = true
  private var isErrorsOpen = true
  private var outputBytes: [UInt8] = []
  private var errorBytes: [UInt8] = []

  /// Starts `executable`, an absolute path or one relative to the working directory.
  ///
  /// - Parameters:
  ///   - environment: all variables of the child; it inherits none.
  ///   - workingDirectory: nil for that of this process.
  /// - Throws: `ProcessError.system` when it cannot be started.
  public init(
    _ executable: String, _ arguments: [String] = [],
    environment: [String: String] = ["PATH": "/usr/local/bin:/usr/bin:/bin"],
    workingDirectory: String? = nil
  ) throws(ProcessError) {
    let (childInput, input) = try PipeEnd.pipe()
    let (output, childOutput) = try PipeEnd.pipe()
    let (errors, childErrors) = try PipeEnd.pipe()
    defer { for end in [childInput, childOutput, childErrors] { close(end) } }
    let spawner = ProcessSpawner(
      executable: executable, arguments: arguments, environment: environment,
      workingDirectory: workingDirectory,
      sources: [childInput, childOutput, childErrors].map { .descriptor($0) },
      isSessionLeader: false)
    self.input = PipeEnd(input)
    self.output = PipeEnd(output)
    self.errors = PipeEnd(errors)
    process = RunningProcess(try spawner.spawn())
    self.input?.setNonBlocking()
    self.output.setNonBlocking()
    self.errors.setNonBlocking()
  }

  /// The process id.
  public var id: Int32 { process.id }

  /// How it ended; nil while it runs.
  public var status: ProcessEnd? { process.reap() }

  /// What it has written to standard output, as far as it was collected.
  public var standardOutput: String { String(decoding: outputBytes, as: UTF8.self) }

  /// What it has written to standard error, as far as it was collected.
  public var standardError: String { String(decoding: errorBytes, as: UTF8.self) }

  /// Writes to its standard input.
  ///
  /// - Throws: `ProcessError` when it does not read it in time or is gone.
  public func write(_ text: String, timeout: Duration = .seconds(30)) throws(ProcessError) {
    guard input != nil else { throw .system(call: "write", errno: EBADF) }
    try input?.write(all: Array(text.utf8), until: Deadline(after: timeout))
  }

  /// Closes its standard input, so that it reads the end.
  public func closeStandardInput() { input = nil }

  /// Sends a signal; false when the process has ended already.
  @discardableResult
  public func send(signal: Int32) -> Bool { process.send(signal: signal) }

  /// Waits until it has ended and collects all that it wrote.
  ///
  /// - Throws: `ProcessError.timedOut` when it still runs then; it goes on running.
  @discardableResult
  public func waitForExit(timeout: Duration = .seconds(30)) throws(ProcessError) -> ProcessEnd {
    let deadline = Deadline(after: timeout)
    while true {
      let status = process.reap()
      collect()
      if let status { return status }
      if deadline.hasPassed { throw .timedOut(waitingFor: "the end", seen: seen) }
      pause(until: deadline)
    }
  }

  /// Waits until standard output holds `text`.
  ///
  /// - Throws: `ProcessError` when it does not come in time or the process ends without it.
  public func waitForOutput(
    _ text: String, timeout: Duration = .seconds(30)
  ) throws(ProcessError) {
    try wait(for: text, timeout: timeout) { self.standardOutput }
  }

  /// Waits until standard error holds `text`.
  ///
  /// - Throws: `ProcessError` when it does not come in time or the process ends without it.
  public func waitForError(_ text: String, timeout: Duration = .seconds(30)) throws(ProcessError) {
    try wait(for: text, timeout: timeout) { self.standardError }
  }

  private func wait(
    for text: String, timeout: Duration, in stream: () -> String
  ) throws(ProcessError) {
    let deadline = Deadline(after: timeout)
    while true {
      let status = process.reap()
      collect()
      if stream().contains(text) { return }
      if status != nil { throw .endedEarly(waitingFor: "'\(text)'", seen: seen) }
      if deadline.hasPassed { throw .timedOut(waitingFor: "'\(text)'", seen: seen) }
      pause(until: deadline)
    }
  }

  private var seen: String { standardOutput + standardError }

  /// Sleeps until there is output; briefly, since the end of a process wakes nobody.
  private func pause(until deadline: Deadline) {
    var open: [(number: Int32, events: Int16)] = []
    if isOutputOpen { open.append((output.number, Int16(POLLIN))) }
    if isErrorsOpen { open.append((errors.number, Int16(POLLIN))) }
    PipeEnd.waitUntilReady(open, milliseconds: deadline.milliseconds(atMost: 2))
  }

  private func collect() {
    Self.drain(output, into: &outputBytes, isOpen: &isOutputOpen)
    Self.drain(errors, into: &errorBytes, isOpen: &isErrorsOpen)
  }

  private static func drain(
    _ descriptor: borrowing PipeEnd, into bytes: inout [UInt8], isOpen: inout Bool
  ) {
    while isOpen {
      switch descriptor.readAvailable() {
      case .bytes(let chunk): bytes += chunk
      case .nothingYet: return
      case .end: isOpen = false
      }
    }
  }
}
