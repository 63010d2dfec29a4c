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
