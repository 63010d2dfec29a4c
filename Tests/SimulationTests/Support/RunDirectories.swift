import Platform

@testable import Simulation

/// A place for runs that goes away with everything in it; in memory where the system offers that,
/// since tests of crashes of the process need no medium.
final class RunDirectories: Sendable {
  let path: String

  init() throws {
    let parent = FileSystem.isWritable("/dev/shm") ? "/dev/shm" : "/tmp"
    path = "\(parent)/simulator-runs-\(String(SystemRandom.word(), radix: 16))"
    try FileSystem.createDirectory(path)
  }

  deinit { try? FileSystem.removeTree(path) }

  /// The directory of a run, made when it is new. A run in another state directory keeps its id.
  func make(_ name: String, runID: String = "run") throws -> RunDirectory {
    let directory = RunDirectory(stateDirectory: "\(path)/\(name)", runID: runID)
    try FileSystem.createDirectory(directory.path)
    return directory
  }

  /// A copy of a run's files as they are now: what is left when the process is killed at this moment.
  func copy(_ run: RunDirectory, to name: String) throws -> RunDirectory {
    let target = try make(name, runID: run.runID)
    for file in try FileSystem.list(run.path) where !file.contains(".tmp") {
      try Self.write(try File.read(path: "\(run.path)/\(file)"), to: "\(target.path)/\(file)")
    }
    return target
  }

  /// Writes a whole file without its zeros at the end.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let last = bytes.lastIndex { $0 != 0 } ?? -1
    let file = try File(path: path, mode: .readWriteCreate)
    try file.truncate(to: 0)
    // Whole journal records keep their length.
    try file.write(Array(bytes[..<min(bytes.count, (last + 64) / 64 * 64)]), at: 0)
  }

  /// Flips one bit of a file.
  static func flip(_ path: String, at place: Int) throws {
    var bytes = try File.read(path: path)
    bytes[place % bytes.count] ^= 1 << UInt8(place % 8)
    let file = try File(path: path, mode: .readWrite)
    try file.write(bytes, at: 0)
  }
}
