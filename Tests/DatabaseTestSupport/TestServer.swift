import Glibc
import Platform
public import PostgreSQL
public import PostgresVenue
import TestSupport

/// A PostgreSQL server for the tests of one process: started with the first that asks, stopped and
/// removed when the process ends, however it ends.
public struct TestServer: Sendable {
  /// The server.
  public let server: PrivateServer
  /// The folder of saved runs whose private server it is.
  public let stateDirectory: String

  /// The server of this process.
  ///
  /// - Throws: `PrivateServer.Failure` when PostgreSQL is not installed or does not start.
  public static func shared() throws -> TestServer { try running.get() }

  private static let running = Result<TestServer, any Error> { try TestServer() }

  /// Starts a server of its own, for tests that stop or break it.
  ///
  /// - Parameter parent: the folder below which its files are; nil for the one of temporary files.
  public init(below parent: String? = nil) throws {
    let folder = try Self.makeFolder(below: parent)
    stateDirectory = folder
    var server = PrivateServer.inStateDirectory(folder)
    // The machine does not fail during a test, so nothing need reach the disk.
    server.options = ["fsync=off", "max_connections=50", "autovacuum=off"]
    self.server = server
    try Self.watch(folder, data: "\(server.folder)/data")
    try server.start()
  }

  /// How to connect to the tests' database.
  public var url: String { server.connectionText() ?? "" }

  /// Ends all of its processes at once, as a power failure would.
  public func kill() throws { try server.kill() }

  /// Connects.
  public func connect() throws -> Connection {
    try Connection.open(ConnectionSettings(url: url))
  }

  /// A folder that the user `postgres` can reach, below the one for temporary files.
  private static func makeFolder(below given: String?) throws -> String {
    let temporary = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    let parent = given ?? temporary
    let path = "\(parent)/simulator-pg-test-\(ProcessIdentity.pid)-\(SystemRandom.word() % 100_000)"
    try FileSystem.createDirectory(path)
    return path
  }

  /// Lets a process of its own stop the server and remove its folder when this process is gone.
  private static func watch(_ folder: String, data: String) throws {
    let script = """
      while kill -0 \(ProcessIdentity.pid) 2>/dev/null; do sleep 0.5; done
      read -r server < '\(data)/postmaster.pid' && kill -INT "$server"
      for i in 1 2 3 4 5 6 7 8 9 10; do
        [ -e '\(data)/postmaster.pid' ] || break
        sleep 0.5
      done
      rm -rf '\(folder)'
      """
    let spawner = ProcessSpawner(
      executable: "/bin/sh", arguments: ["-c", script],
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], workingDirectory: "/",
      sources: [.path("/dev/null"), .path("/dev/null"), .path("/dev/null")], isSessionLeader: true)
    _ = try spawner.spawn()
  }
}
