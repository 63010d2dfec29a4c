internal import Glibc
internal import Platform
internal import PostgreSQL

/// What is done to a server of one's own on purpose.
extension PrivateServer {
  /// Whether a connection leads to this server: only then may anything be done to it.
  func serves(_ connection: inout Connection) throws(PostgreSQLError) -> Bool {
    guard isRunning else { return false }
    let rows = try connection.execute(
      "SELECT system_identifier FROM pg_control_system()", name: "find server")
    return rows.text(0, 0) == systemIdentifier
  }

  /// What tells this cluster from all others; nil when it cannot be asked.
  private var systemIdentifier: String? {
    guard let text = connectionText(database: "postgres"),
      var connection = try? Connection.open(ConnectionSettings(url: text)),
      let rows = try? connection.execute("SELECT system_identifier FROM pg_control_system()")
    else { return nil }
    return rows.text(0, 0)
  }

  /// Stops it in an orderly way and starts it again.
  public func restart() throws(Failure) {
    try stop()
    try start()
  }

  /// Kills all of its processes at once, as a power failure would, and waits until they are gone.
  public func kill() throws(Failure) {
    for process in processes { Glibc.kill(process, SIGKILL) }
    // Those that were just being started notice that the first one is gone.
    for _ in 0..<500 where !processes.isEmpty { usleep(10_000) }
    guard processes.isEmpty else {
      throw Failure(
        description: "the server's processes do not end; its log is \(folder)/log",
        isMissingProgram: false)
    }
    // Until somebody reaps the dead, their number looks alive, and a new server would not start.
    try? FileSystem.remove("\(data)/postmaster.pid")
    try? FileSystem.remove("\(socketFolder)/.s.PGSQL.\(Self.portNumber).lock")
  }

  /// Lets all of its processes stand still for a time. Another process wakes them, so that they do not
  /// stand still for ever when this one is killed meanwhile.
  public func freeze(milliseconds: UInt64) throws(Failure) {
    let list = processes.map { "\($0)" }
    guard !list.isEmpty else {
      throw Failure(description: "the server does not run", isMissingProgram: false)
    }
    let seconds = "\(milliseconds / 1000).\(String(milliseconds % 1000 + 1000).dropFirst())"
    let script = """
      trap '' HUP INT TERM
      kill -STOP "$@"; sleep \(seconds); kill -CONT "$@"
      """
    do {
      let child = try ChildProcess(
        "/bin/sh", ["-c", script, "freeze"] + list,
        environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], workingDirectory: "/")
      let timeout = Duration.milliseconds(Int64(clamping: milliseconds) + 60_000)
      _ = try child.waitForExit(timeout: timeout)
    } catch {
      throw Failure(description: "the server was not frozen: \(error)", isMissingProgram: false)
    }
  }

  /// The numbers of its processes: those of the server's program that work in its folder.
  private var processes: [Int32] {
    guard let home = FileSystem.resolved(data) else { return [] }
    return ((try? FileSystem.list("/proc")) ?? []).compactMap { Int32($0) }.filter {
      FileSystem.resolved("/proc/\($0)/cwd") == home
        && FileSystem.resolved("/proc/\($0)/exe")?.hasSuffix("/postgres") == true
    }
  }
}
