import Glibc
import Platform

/// A directory of its own for one test, removed with everything in it when the test is done.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    path = "/tmp/simulator-test-\(String(SystemRandom.word(), radix: 16))"
    try FileSystem.createDirectory(path)
  }

  deinit { try? FileSystem.removeTree(path) }

  /// The path of an entry.
  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}

/// Runs code that is to trap in a process of its own. An error ends that process as a success, so
/// that it is not taken for the trap.
func expectingTrap(_ body: () throws -> Void) {
  do { try body() } catch { exit(EXIT_SUCCESS) }
}
