import Audit
import Domain
import Platform
import Testing

@testable import Simulation

/// A run that was interrupted and gone on with is the run that never was.
@Suite("Runs: interruption") struct InterruptionTests {
  @Test(
    "a stop at any moment", arguments: [.execution, .faults] as [RandomPlanText.Kind],
    0..<6 as Range<UInt64>)
  func stops(kind: RandomPlanText.Kind, batch: UInt64) throws {
    for (random, plan) in try smallPlans(from: 1000 * batch, count: 3, kind) {
      let directories = try RunDirectories()
      let counting = TestControl(policyOf: plan)
      let reference = try Execution(plan, directories.make("reference"), control: counting)
      for poll in spread(counting.polls) {
        let directory = try directories.make("\(poll)")
        let control = TestControl(policyOf: plan)
        control.stopAtPoll = poll
        let stopped = try Execution(plan, directory, control: control)
        #expect(stopped.report.status == .interrupted, "poll \(poll), \(random)")
        expectNoFailure(stopped, "poll \(poll), \(random)")
        let again = TestControl(policyOf: plan)
        again.stopAtPoll = 0
        expectNoFailure(
          try Execution(plan, directory, .resume, control: again), "poll \(poll), \(random)")
        let resumed = try Execution(plan, directory, .resume)
        #expect(resumed.essence == reference.essence, "poll \(poll), \(random)")
        #expect(resumed.report.latency.response.count == reference.report.latency.response.count)
        try FileSystem.removeTree(directory.stateDirectory)
      }
    }
  }

  @Test(
    "a stop after every few polls", arguments: [.execution, .faults] as [RandomPlanText.Kind],
    0..<10 as Range<UInt64>)
  func manyStops(kind: RandomPlanText.Kind, seed: UInt64) throws {
    for (random, plan) in try RandomPlan.plans(from: 20_000 + 100 * seed, count: 3, kind) {
      let directories = try RunDirectories()
      let reference = try Execution(plan, directories.make("reference"))
      let directory = try directories.make("stopped")
      var length = SplitMix64(seed: seed)
      var stops = 0
      var run: Execution
      var mode = RunMode.fresh
      repeat {
        let control = TestControl(policyOf: plan)
        // Ever longer, since a slot whose tries are interrupted starts again from the first.
        stops += 1
        control.stopAtPoll = 5 + Int(length.next(below: UInt64(60))) + 10 * stops
        run = try Execution(plan, directory, mode, control: control)
        expectNoFailure(run, "\(random)")
        mode = .resume
      } while run.report.status == .interrupted
      #expect(run.essence == reference.essence, "\(random)")
    }
  }

  @Test(
    "a kill at any moment", arguments: [.execution, .faults] as [RandomPlanText.Kind],
    0..<6 as Range<UInt64>)
  func kills(kind: RandomPlanText.Kind, batch: UInt64) throws {
    for (random, plan) in try smallPlans(from: 30_000 + 1000 * batch, count: 3, kind) {
      let directories = try RunDirectories()
      let (reference, copies) = try killed(plan, directories)
      for (poll, copy) in copies.enumerated() {
        for damage in Damage.allCases {
          let name = "poll \(poll), \(damage), \(random)"
          let directory = try directories.copy(copy, to: "\(poll)-\(damage)")
          guard try damage.apply(to: directory, place: poll) else { continue }
          let resumed = try Execution(plan, directory, .resume)
          #expect(resumed.essence == reference.essence, "\(name)")
          expectNoFailure(resumed, name)
          let hasNotice = resumed.notices.contains { $0.contains("checkpoint") }
          if damage != .none { #expect(hasNotice, "\(name)") }
          try FileSystem.removeTree(directory.stateDirectory)
        }
      }
    }
  }

  @Test("a kill while failed slots are tried again", arguments: 0..<8 as Range<UInt64>)
  func killsOfLaterPasses(batch: UInt64) throws {
    for (random, plan) in try smallPlans(from: 40_000 + 1000 * batch, count: 3, .faults) {
      let directories = try RunDirectories()
      let directory = try directories.make("run")
      _ = try Execution(plan, directory)
      let control = TestControl(policyOf: plan)
      let copies = copyChanges(of: directory, directories, at: control)
      _ = try Execution(plan, directory, .retryFailed, control: control)
      for (poll, copy) in copies().enumerated() {
        expectNoFailure(try Execution(plan, copy, .resume), "poll \(poll), \(random)")
        expectNoFailure(try Execution(plan, copy, .retryFailed), "poll \(poll), \(random)")
      }
    }
  }

  @Test("a stop while failed slots are tried again", arguments: 0..<8 as Range<UInt64>)
  func stopsOfLaterPasses(batch: UInt64) throws {
    for (random, plan) in try smallPlans(from: 60_000 + 1000 * batch, count: 3, .faults) {
      let directories = try RunDirectories()
      let directory = try directories.make("run")
      _ = try Execution(plan, directory)
      for poll in 0..<20 {
        let copy = try directories.copy(directory, to: "poll\(poll)")
        let control = TestControl(policyOf: plan)
        control.stopAtPoll = poll
        let stopped = try Execution(plan, copy, .retryFailed, control: control)
        expectNoFailure(stopped, "poll \(poll), \(random)")
        expectNoFailure(try Execution(plan, copy, .resume), "poll \(poll), \(random)")
      }
    }
  }

  /// What may have happened to a checkpoint.
  enum Damage: CaseIterable {
    case none, checkpointRemoved, stateRemoved, checkpointFlipped, stateFlipped

    /// False when there is nothing to be damaged.
    func apply(to run: RunDirectory, place: Int) throws -> Bool {
      if self == .none { return true }
      let state = try FileSystem.list(run.path).first { $0.hasPrefix("state-") }
      guard let state, FileSystem.exists(run.checkpoint) else { return false }
      switch self {
      case .none: break
      case .checkpointRemoved: try FileSystem.remove(run.checkpoint)
      case .stateRemoved: try FileSystem.remove("\(run.path)/\(state)")
      case .checkpointFlipped: try RunDirectories.flip(run.checkpoint, at: 7919 * place + 3)
      case .stateFlipped: try RunDirectories.flip("\(run.path)/\(state)", at: 7919 * place + 3)
      }
      return true
    }
  }

  /// All polls, or a hundred of them.
  private func spread(_ polls: Int) -> [Int] {
    polls <= 100 ? Array(0..<polls) : (0..<100).map { $0 * polls / 100 }
  }

  /// Copies a run's files whenever they have changed since the last poll.
  private func copyChanges(
    of run: RunDirectory, _ directories: RunDirectories, at control: TestControl
  ) -> () -> [RunDirectory] {
    var copies: [RunDirectory] = []
    var last: [[UInt8]] = []
    control.onPoll = { poll in
      let files = [run.journal, run.checkpoint].map { (try? File.read(path: $0)) ?? [] }
      guard files != last, let copy = try? directories.copy(run, to: "poll\(poll)") else { return }
      last = files
      copies.append(copy)
    }
    return { copies }
  }

  /// Plans whose every moment can be tried out.
  private func smallPlans(
    from seed: UInt64, count: Int, _ kind: RandomPlanText.Kind
  ) throws -> [(RandomPlan, Plan)] {
    let plans = try RandomPlan.plans(from: seed, count: count * 8, kind)
    return Array(plans.filter { $0.1.slotCount <= 60 }.prefix(count))
  }

  /// A run to its end, and copies of its files at every poll.
  private func killed(
    _ plan: Plan, _ directories: RunDirectories
  ) throws -> (Execution, [RunDirectory]) {
    let directory = try directories.make("reference")
    let control = TestControl(policyOf: plan)
    let copies = copyChanges(of: directory, directories, at: control)
    let reference = try Execution(plan, directory, control: control)
    #expect(copies().count > 0)
    return (reference, copies())
  }

  private func expectNoFailure(_ run: Execution, _ name: String) {
    #expect(run.audit.verdict != .fail, "\(run.audit.violations), \(name)")
  }
}
