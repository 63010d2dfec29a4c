import Platform

/// The right to execute a run: an exclusive lock on a file that names the process holding it.
///
/// The system releases it when the process ends, however it ends. One that was killed takes a moment
/// for that, so a lock that is held is asked for again for a second.
public struct RunLock: ~Copyable, Sendable {
  private let file: File

  /// Takes the lock.
  ///
  /// - Throws: `RunError.busy` with the process id of the holder; `.storage` when the file cannot
  ///   be written.
  public init(_ directory: RunDirectory) throws(RunError) {
    do {
      let file = try File(path: directory.lock, mode: .readWriteCreate)
      guard try Self.lock(file) else {
        let holder =
          String(decoding: try file.readAll(), as: UTF8.self)
          .split(whereSeparator: \.isNewline).first.map(String.init) ?? "unknown"
        throw RunError(
          .busy,
          "run \(directory.runID) is being executed by process \(holder); wait for it or stop it")
      }
      try file.truncate(to: 0)
      try file.write(Array("\(ProcessIdentity.pid)\n".utf8), at: 0)
      self.file = file
    } catch let error as RunError {
      throw error
    } catch let error as SystemError {
      throw RunError(error, hint: "the run cannot be locked")
    } catch {
      throw RunError(.internalError, "locking failed: \(error)")
    }
  }

  /// Takes the lock; false when another process has had it for a second.
  private static func lock(_ file: borrowing File) throws(SystemError) -> Bool {
    let clock = SystemClock()
    let deadline = clock.now() + TimeSpan(nanoseconds: 1_000_000_000)
    while true {
      if try file.tryLockExclusive() { return true }
      if clock.now() >= deadline { return false }
      clock.sleep(until: clock.now() + TimeSpan(nanoseconds: 20_000_000))
    }
  }

  /// The process that holds the lock of a run now, or nil. Asking takes no lock.
  public static func holder(of directory: RunDirectory) -> String? {
    guard FileSystem.exists(directory.lock),
      let file = try? File(path: directory.lock, mode: .read),
      let isHeld = try? file.isLockedElsewhere(), isHeld
    else { return nil }
    let bytes = (try? file.readAll()) ?? []
    return String(decoding: bytes, as: UTF8.self)
      .split(whereSeparator: \.isNewline).first.map(String.init)
  }
}
