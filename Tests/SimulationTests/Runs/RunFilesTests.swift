import Domain
import Platform
import Testing

@testable import Simulation

@Suite("Runs: plan file, lock and folder") struct RunFilesTests {
  private let time = WallTime(unixNanoseconds: 1_770_000_000_000_000_000)

  @Test("a plan that is saved is read back", arguments: 0..<20 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    let directories = try RunDirectories()
    for (random, plan) in try RandomPlan.plans(from: 300_000 + 50 * seed, count: 5, .faults) {
      let directory = try directories.make("\(random.seed)")
      let file = RunFile(runID: "run", createdAt: time, plan: plan)
      try File.writeAtomically(path: directory.runFile, file.encoded())
      let read = try RunFile(reading: directory)
      #expect(read.configuration == plan.configuration, "\(random)")
      #expect(read.createdAt == time && read.runID == "run")
      #expect(try read.plan().hash == plan.hash, "\(random)")
    }
  }

  @Test(
    "plans of other versions are refused",
    arguments: [
      ("simulator.run/1", "simulator.run/9", "names schema simulator.run/9"),
      ("\"seed\": 42", "\"seed\": 43", "was planned by version 0.1.0 as plan"),
      ("\"plan_hash\"", "\"plan\"", "lacks one of run_id"),
    ])
  func refusals(old: String, new: String, part: String) throws {
    let directories = try RunDirectories()
    let directory = try directories.make("run")
    let plan = try Plan(Configuration.read(file: nil))
    let text = String(
      decoding: RunFile(runID: "run", createdAt: time, plan: plan).encoded(), as: UTF8.self)
    let parts = text.split(separator: old, omittingEmptySubsequences: false)
    #expect(parts.count > 1)
    try File.writeAtomically(path: directory.runFile, Array(parts.joined(separator: new).utf8))
    let error = #expect(throws: RunError.self) { _ = try RunFile(reading: directory).plan() }
    #expect(error?.code == .badRecords)
    #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
  }

  @Test("a run is executed by one process at a time")
  func lock() throws {
    let directories = try RunDirectories()
    let directory = try directories.make("run")
    func heldTwice() throws {
      let lock = try RunLock(directory)
      let error = #expect(throws: RunError.self) { _ = try RunLock(directory) }
      #expect(error?.code == .busy)
      #expect(error?.message.contains("process \(ProcessIdentity.pid)") == true)
      #expect(RunLock.holder(of: directory) == "\(ProcessIdentity.pid)")
      _ = lock
    }
    try heldTwice()
    #expect(RunLock.holder(of: directory) == nil)
    _ = try RunLock(directory)
  }

  @Test("a lock that is let go within a second is waited for")
  func lockThatIsLetGo() throws {
    let directories = try RunDirectories()
    let directory = try directories.make("run")
    let isHeld = Monitor(false)
    let holder = try OSThread {
      guard let lock = try? RunLock(directory) else { return }
      isHeld.withLock { $0 = true }
      let clock = SystemClock()
      clock.sleep(until: clock.now() + TimeSpan(nanoseconds: 200_000_000))
      _ = lock
    }
    let soon = SystemClock().now() + TimeSpan(nanoseconds: 60_000_000_000)
    #expect(isHeld.wait(until: soon) { $0 ? true : nil } == true)
    _ = try RunLock(directory)
    holder.join()
  }

  @Test("runs are listed, found by the beginning of their id, and not made twice")
  func store() throws {
    let directories = try RunDirectories()
    let store = RunStore(stateDirectory: "\(directories.path)/state")
    #expect(try store.runIDs().isEmpty)
    let plan = try Plan(Configuration.read(file: nil))
    for id in ["20260101-a", "20260102-b", "20260102-c"] {
      let directory = try store.create(runID: id, at: time)
      let file = RunFile(runID: id, createdAt: time, plan: plan)
      try File.writeAtomically(path: directory.runFile, file.encoded())
    }
    #expect(try store.runIDs() == ["20260101-a", "20260102-b", "20260102-c"])
    #expect(try store.existing("20260101").runID == "20260101-a")
    let ambiguous = #expect(throws: RunError.self) { _ = try store.existing("20260102") }
    #expect(ambiguous?.message.contains("20260102-b, 20260102-c") == true)
    let twice = #expect(throws: RunError.self) {
      _ = try store.create(runID: "20260101-a", at: time)
    }
    #expect(twice?.message.contains("exists already") == true)
    let made = try store.create(runID: nil, at: time)
    #expect(RunStore.isValidRunID(made.runID) && made.runID.count == 22)
  }

  @Test(
    "what may name a run",
    arguments: [
      ("a", true), ("A-9_z.x", true), ("", false), (".a", false), ("a/b", false), ("ä", false),
      ("a b", false), (String(repeating: "x", count: 64), true),
      (String(repeating: "x", count: 65), false),
    ])
  func names(text: String, isValid: Bool) {
    #expect(RunStore.isValidRunID(text) == isValid)
  }

  @Test("the list tells how each run stands")
  func overview() throws {
    let directories = try RunDirectories()
    let plan = try Plan(Configuration.read(file: nil))
    let directory = try directories.make("state")
    let file = RunFile(runID: "run", createdAt: time, plan: plan)
    try File.writeAtomically(path: directory.runFile, file.encoded())
    #expect(RunOverview(directory).state == .killed)
    let control = TestControl(policyOf: plan)
    control.stopAtPoll = 40
    _ = try Execution(plan, directory, control: control)
    let stopped = RunOverview(directory)
    #expect(stopped.state == .interrupted && stopped.finished == 40)
    #expect(try RunStore(stateDirectory: directory.stateDirectory).newestUnfinished() == directory)
    _ = try Execution(plan, directory, .resume)
    let completed = RunOverview(directory)
    #expect(completed.state == .completed && completed.finished == plan.slotCount)
    #expect(try RunStore(stateDirectory: directory.stateDirectory).newestUnfinished() == nil)
    try RunDirectories.flip(directory.runFile, at: 10)
    #expect(RunOverview(directory).state == .damaged)
  }
}
