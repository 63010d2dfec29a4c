import Domain
import Journal
public import Platform

/// What a run's files tell, read without changing, locking or cutting off any of them.
///
/// It is a picture of one moment: where another process executes the run, that goes on behind it.
public struct RunRecords {
  /// Where the files are.
  public let directory: RunDirectory
  /// The plan and how the run was started.
  public let file: RunFile
  /// The plan.
  public let plan: Plan
  /// The process that executes the run now, or nil.
  public let process: String?
  /// When the last checkpoint was written; nil without one.
  public var savedAt: WallTime? { restoration.checkpoint?.snapshot.savedAt }
  /// Slots of the main pass that have an outcome.
  public var frontier: UInt64 { restoration.recovery?.frontier ?? 0 }
  /// The run's checkpoint and journal; nothing is executed yet.
  let restoration: Restoration

  /// Reads the run in `directory`.
  ///
  /// - Parameter notice: told what is not as it should be and yet no loss.
  /// - Throws: `RunError` when the plan or the journal cannot be used.
  public init(
    reading directory: RunDirectory, notice: @escaping (String) -> Void = { _ in }
  ) throws(RunError) {
    self.directory = directory
    process = RunLock.holder(of: directory)
    file = try RunFile(reading: directory)
    plan = try file.plan()
    var restoration = Restoration(
      plan: plan, directory: directory, isReadOnly: true, notice: notice)
    _ = try restoration.begin(.resume, now: Instant(nanoseconds: 0))
    self.restoration = restoration
  }

  /// How the run stands.
  public var status: RunStatus {
    if process != nil { return .running }
    let status = restoration.checkpoint?.snapshot.status ?? .running
    return status == .running ? .killed : status
  }

  /// When something happened that many nanoseconds after the run's start, as if it had never been
  /// interrupted.
  func time(_ nanoseconds: Int64) -> WallTime {
    WallTime(unixNanoseconds: file.createdAt.unixNanoseconds &+ nanoseconds)
  }
}
