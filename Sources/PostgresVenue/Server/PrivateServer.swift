internal import Glibc
internal import Platform
internal import PostgreSQL

/// A PostgreSQL server of one's own: a cluster in a folder, reached by a socket there with a random
/// password, never by the network. For those who have no server, and for tests.
///
///     <folder>/data       the cluster
///     <folder>/password   of its one user, `simulator`
///     <folder>/log        what the server says
public struct PrivateServer: Sendable {
  /// Why the server cannot be started or stopped.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what to do.
    public let description: String
    /// Whether it could be mended by installing something.
    public let isMissingProgram: Bool
  }

  /// The absolute path of the folder.
  public let folder: String
  /// Settings of the server, as `name=value`, used when it is started.
  public var options: [String] = []

  /// The server in `folder`, which need not exist yet.
  public init(folder: String) {
    self.folder = folder.hasPrefix("/") ? folder : "\(Self.workingDirectory)/\(folder)"
  }

  /// The private server of a state directory.
  public static func inStateDirectory(_ path: String) -> PrivateServer {
    PrivateServer(folder: "\(path)/postgresql")
  }

  var data: String { "\(folder)/data" }
  private var passwordFile: String { "\(folder)/password" }
  static let portNumber = 5432

  /// Where its socket is: in the folder, unless the path is longer than a socket's may be.
  var socketFolder: String {
    let isShort = folder.utf8.count + "/.s.PGSQL.\(Self.portNumber)".utf8.count <= 100
    if isShort { return folder }
    let digest = folder.utf8.reduce(UInt64(14_695_981_039_346_656_037)) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    return "/tmp/simulator-pg-\(String(digest, radix: 16))"
  }

  /// Whether it was made.
  public var exists: Bool { FileSystem.exists("\(data)/PG_VERSION") }

  /// Whether it is running now.
  public var isRunning: Bool {
    guard let bytes = try? File.read(path: "\(data)/postmaster.pid"),
      let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first,
      let process = Int32(line)
    else { return false }
    return ProcessIdentity.hostHasProcess(process)
  }

  /// How to connect to it; nil when it was not made.
  public func connectionText(database: String = "orderbook") -> String? {
    guard let bytes = try? File.read(path: passwordFile) else { return nil }
    let password = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    let host = socketFolder.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
    return "host='\(host)' port=\(Self.portNumber) user=simulator dbname=\(database) "
      + "password=\(password)"
  }

  /// Makes the cluster if there is none, starts it if it does not run, and makes the database.
  public func start() throws(Failure) {
    let programs = try ServerPrograms.find()
    if !exists { try make(programs) }
    if !isRunning {
      let settings = ["listen_addresses=''", "unix_socket_directories='\(socketFolder)'"] + options
      let words = settings.map { "-c \($0)" }.joined(separator: " ")
      if socketFolder != folder { try programs.makeFolder(socketFolder) }
      try programs.run(
        "pg_ctl", ["start", "-w", "-s", "-D", data, "-l", "\(folder)/log", "-o", words],
        hint: "its log is \(folder)/log")
    }
    try makeDatabase()
  }

  /// Stops it and waits until it has; harmless when it does not run.
  ///
  /// - Parameter mode: `fast` ends connections, `immediate` is like a crash.
  public func stop(mode: String = "fast") throws(Failure) {
    guard exists, isRunning else { return }
    try ServerPrograms.find().run(
      "pg_ctl", ["stop", "-w", "-s", "-m", mode, "-D", data], hint: "its log is \(folder)/log")
  }

  private func make(_ programs: ServerPrograms) throws(Failure) {
    try programs.makeFolder(folder)
    let password = String(SystemRandom.word(), radix: 36) + String(SystemRandom.word(), radix: 36)
    try programs.write(password + "\n", to: passwordFile)
    try programs.run(
      "initdb",
      [
        "-D", data, "-U", "simulator", "--auth=scram-sha-256", "--pwfile=\(passwordFile)",
        "--encoding=UTF8", "--locale=C", "--no-instructions",
      ], hint: "remove \(folder) and try again, or choose another --state-dir")
  }

  private func makeDatabase() throws(Failure) {
    do throws(PostgreSQLError) {
      var connection = try Connection.open(
        ConnectionSettings(url: connectionText(database: "postgres")))
      let found = try connection.execute(
        "SELECT 1 FROM pg_database WHERE datname = 'orderbook'", name: "find database")
      if found.count == 0 {
        try connection.execute("CREATE DATABASE orderbook", name: "create database")
      }
    } catch {
      throw Failure(
        description: "the private server runs, but: \(error)", isMissingProgram: false)
    }
  }

  private static var workingDirectory: String {
    guard let path = unsafe getcwd(nil, 0) else { return "." }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}
