import Domain
import Journal
import Platform
import Simulation

/// One plan executed to its end, by as many processes as it takes.
struct Execution {
  let recipe: Recipe
  let plan: Plan
  let disk: HistoryDisk
  let directory: RunDirectory
  /// What is wrong; empty when nothing is.
  private(set) var problems: [Problem] = []
  /// What the run came to; nil when it came to no end.
  private(set) var state: FinalState?
  /// Whether a process took up a run that was completed: that looks once more for what is unknown.
  private(set) var looksAgain = false
  private(set) var counts = HistoryCounts()
  private let clock = ManualClock()
  private let control: HistoryControl
  private let sabotage: Sabotage
  private let tell: ((String) -> Void)?

  init(_ recipe: Recipe, _ plan: Plan, sabotage: Sabotage, tell: ((String) -> Void)?) {
    self.recipe = recipe
    self.plan = plan
    self.sabotage = sabotage
    self.tell = tell
    control = HistoryControl(plan: plan, recipe: recipe, clock: clock)
    disk = HistoryDisk(clock: clock, seed: recipe.seed)
    disk.sabotage = sabotage
    directory = RunDirectory(
      stateDirectory: "disk", runID: "run", volume: Volume(disk.disk))
  }

  /// No run needs more processes: each gets on, or is disrupted by one of few disruptions.
  private var processesMax: Int { recipe.slotCount + 2 * recipe.disruptions.count + 20 }

  /// Executes the plan; each process meets the next of the disruptions.
  mutating func run(_ disruptions: [Disruption]) {
    var mode = RunMode.fresh
    for number in 0..<processesMax {
      let disruption = number < disruptions.count ? disruptions[number] : nil
      tell?(
        "process \(number + 1) \(mode == .fresh ? "starts" : "resumes")"
          + (disruption.map { ", with \($0.text) ahead" } ?? ""))
      if mode != .fresh {
        checkAcknowledged()
        if isCompleted { looksAgain = true }
      }
      guard problems.isEmpty, work(mode, disruption, number) else { return }
      mode = .resume
    }
    problems.append(Problem("it ends", "after \(processesMax) processes the run is not over"))
  }

  /// One process's work.
  ///
  /// - Returns: whether another process has to go on.
  private mutating func work(_ mode: RunMode, _ disruption: Disruption?, _ number: Int) -> Bool {
    disk.begin(disruption)
    control.begin(disruption)
    let turns = LaneTurns(seed: recipe.seed &* 31 &+ UInt64(number))
    let session = RunSession(
      plan: plan, directory: directory, clock: clock, control: control,
      createdAt: clock.wallTime, notice: { [tell] in tell?("  \($0)") }, turns: turns)
    var inspector: any RunInspector = HistoryInspector(plan, directory)
    counts.processes += 1
    defer {
      if turns.isStuck {
        problems.append(Problem("no lane waits for ever", "a lane waits for one that is gone"))
      }
    }
    do throws(RunError) {
      let report = try sabotage.execute(session, mode, &inspector)
      guard let inspector = inspector as? HistoryInspector else { return false }
      return take(report, inspector)
    } catch {
      return take(error)
    }
  }

  private mutating func take(_ report: RunReport, _ inspector: HistoryInspector) -> Bool {
    let count = report.statistics
    tell?(
      "  \(report.status.rawValue): \(count.completed) completed, \(count.failed) failed, "
        + "\(count.skipped) skipped, \(count.unknown) unknown, \(count.matches) fills")
    problems += inspector.violations
    counts.audits += 1
    if report.status == .interrupted { counts.stops += 1 }
    if report.status == .quit { counts.quits += 1 }
    guard report.status == .completed else { return true }
    var state = inspector.state
    do throws(JournalError) {
      problems += try state.readOutcomes(plan, directory, executed: inspector.executed)
    } catch {
      problems.append(Problem("records can be read", "\(error)"))
    }
    counts.transfers += state.transfers
    self.state = state
    return false
  }

  /// What a process that ended before its time left; only what was drawn may have ended it.
  private mutating func take(_ error: RunError) -> Bool {
    tell?(
      "  \(disk.disk.hasEnded ? "ended by \(disk.disruption?.kind.rawValue ?? "")" : "\(error)")")
    guard disk.hasHappened else {
      problems.append(Problem("it goes on", error.message))
      return false
    }
    counts.note(disk.disruption?.kind)
    if disk.disk.hasEnded {
      disk.restart()
      sabotage.restarted(disk.disk)
    }
    return true
  }

  /// Whether all checkpoints on the disk say that the run is completed.
  private var isCompleted: Bool {
    let mark = Array(#""status": "completed""#.utf8)
    return directory.lanes(count: plan.lanes.laneCount).allSatisfy { lane in
      let bytes = (try? directory.volume.read(lane.checkpoint)) ?? []
      return bytes.indices.contains { bytes[$0...].starts(with: mark) }
    }
  }

  /// Sees to it that the journals hold all records that the disk took before the last process ended.
  private mutating func checkAcknowledged() {
    for lane in directory.lanes(count: plan.lanes.laneCount) {
      let path = lane.journal
      let expected = disk.acknowledged[path] ?? 0
      guard directory.volume.exists(path) else {
        if expected > 0 { problems.append(Problem("acknowledged records", "\(path) is gone")) }
        continue
      }
      do throws(JournalError) {
        let recovery = try JournalRecovery.inspect(
          path, on: directory.volume, trusting: 0,
          allowsHoles: plan.configuration.processor.durability == .fsync)
        if recovery.recordCount < expected {
          problems.append(
            Problem(
              "acknowledged records",
              "\(path) holds \(recovery.recordCount) records; \(expected) were acknowledged"))
        }
        disk.acknowledge(path, recovery.recordCount)
      } catch .empty {
        if expected > 0 { problems.append(Problem("acknowledged records", "\(path) is empty")) }
      } catch {
        problems.append(Problem("records can be read", "\(error)"))
      }
    }
  }
}
