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
  public var savedAt: WallTime? {
    restorations.compactMap { $0.checkpoint?.snapshot.savedAt }.max()
  }
  /// Checkpoint and journal of every lane; nothing is executed yet.
  let restorations: [Restoration]

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
    var restorations: [Restoration] = []
    for place in directory.lanes(count: plan.lanes.laneCount) {
      var restoration = Restoration(
        plan: plan, directory: place, isReadOnly: true, notice: notice)
      _ = try restoration.begin(.resume, now: Instant(nanoseconds: 0))
      restorations.append(restoration)
    }
    self.restorations = restorations
  }

  /// How the run stands.
  public var status: RunStatus {
    if process != nil { return .running }
    let lanes = restorations.map { $0.checkpoint?.snapshot.status ?? .running }
    return [.running, .quit, .interrupted].first { lanes.contains($0) }.map {
      $0 == .running ? .killed : $0
    } ?? .completed
  }

  /// What ended the run's main pass.
  var endedBy: RunEnd {
    guard status == .completed, frontier < plan.slotCount else { return .plan }
    return plan.configuration.load.durationMilliseconds == nil ? .budget : .duration
  }

  /// The lowest slot that a lane has not executed yet.
  public var frontier: UInt64 {
    restorations.map { next($0) }.min() ?? 0
  }

  /// The lowest slot that one lane has not executed yet, or a slot behind all of the plan's.
  func next(_ restoration: Restoration) -> UInt64 {
    let lanes = plan.lanes
    var frontier = restoration.recovery?.frontier ?? 0
    while frontier < plan.slotCount, lanes.laneCount > 1,
      lanes.lane(of: plan.scheduler.market(ofPair: frontier / 2)) != restoration.lane
    {
      frontier = (frontier / 2 + 1) * 2
    }
    return frontier
  }

  /// No slot from here on has an outcome.
  public var end: UInt64 { restorations.map { $0.recovery?.frontier ?? 0 }.max() ?? 0 }

  /// When something happened that many nanoseconds after the run's start, as if it had never been
  /// interrupted.
  func time(_ nanoseconds: Int64) -> WallTime {
    WallTime(unixNanoseconds: file.createdAt.unixNanoseconds &+ nanoseconds)
  }
}
