public import Platform

/// The folder of all saved runs.
public struct RunStore: Sendable {
  /// Its path.
  public let path: String

  /// The store below a state directory.
  public init(stateDirectory: String) { path = stateDirectory }

  /// The directory of a run, whether it exists or not.
  public func directory(_ runID: String) -> RunDirectory {
    RunDirectory(stateDirectory: path, runID: runID)
  }

  /// Ids of all saved runs, oldest first; none when the folder does not exist.
  public func runIDs() throws(RunError) -> [String] {
    guard FileSystem.exists(path) else { return [] }
    do {
      let names = try FileSystem.list(path)
      return names.filter { FileSystem.exists(directory($0).runFile) }.sorted()
    } catch {
      throw RunError(error, hint: "choose another --state-dir")
    }
  }

  /// The directory of a saved run.
  ///
  /// - Throws: `RunError.unknownRun` with the nearest known ids.
  public func existing(_ runID: String) throws(RunError) -> RunDirectory {
    let known = try runIDs()
    if known.contains(runID) { return directory(runID) }
    let begun = known.filter { $0.hasPrefix(runID) }
    if begun.count == 1 { return directory(begun[0]) }
    let near = begun.isEmpty ? known.suffix(3).reversed() : begun
    let hint =
      near.isEmpty
      ? "there are no saved runs in \(path)"
      : "known runs: \(near.joined(separator: ", "))"
    throw RunError(.unknownRun, "there is no run '\(runID)' in \(path); \(hint)")
  }

  /// Makes the folder of a new run.
  ///
  /// - Parameter runID: the id to use; nil makes one of the time and random digits.
  public func create(runID: String?, at time: WallTime) throws(RunError) -> RunDirectory {
    let directory = directory(runID ?? newRunID(at: time))
    guard !FileSystem.exists(directory.runFile) else {
      throw RunError(
        .badRecords,
        "run \(directory.runID) exists already in \(path); resume it, or choose another --run-id")
    }
    do {
      try FileSystem.createDirectory(directory.path)
      guard FileSystem.isWritable(directory.path) else {
        throw RunError(.storage, "cannot write into \(directory.path); choose another --state-dir")
      }
    } catch let error as RunError {
      throw error
    } catch let error as SystemError {
      throw RunError(error, hint: "choose another --state-dir")
    } catch {
      throw RunError(.internalError, "\(error)")
    }
    return directory
  }

  /// `20260131-235959-a1b2c3`: sorts by time, and two runs of one second differ.
  public func newRunID(at time: WallTime) -> String {
    let digits = time.text.filter(\.isNumber)
    let random = String(SystemRandom.word() & 0xFF_FFFF | 0x100_0000, radix: 16).dropFirst()
    return "\(digits.prefix(8))-\(digits.dropFirst(8).prefix(6))-\(random)"
  }

  /// Whether a text can name a run: 1 to 64 letters, digits, dots, underscores and hyphens, not
  /// beginning with a dot.
  public static func isValidRunID(_ text: String) -> Bool {
    let allowed = text.utf8.allSatisfy {
      ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z"))
        || ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z"))
        || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
    return allowed && (1...64).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: ".")
  }
}
