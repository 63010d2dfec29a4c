import Budgets
import Domain
import Glibc
import Platform
import TestSupport
import Testing

@testable import Simulation

@Suite("Reading the records of a run")
struct RunRecordsTests {
  private func report(_ records: RunRecords) throws -> RunReport {
    var inspector = NoInspection()
    return try records.report(inspector: &inspector)
  }

  private func isSame(_ read: RunReport, _ told: RunReport) -> Bool {
    read.statistics == told.statistics && read.tape == told.tape
      && read.budgets.ledgerHash().digest == told.budgets.ledgerHash().digest
      && read.runID == told.runID
  }

  /// Names, bytes and times of change of everything in a directory.
  private func state(of path: String) throws -> [String] {
    try Directory.entries(of: path).map { name in
      var status = stat()
      #expect(unsafe stat("\(path)/\(name)", &status) == 0)
      let bytes = try File.read(path: "\(path)/\(name)")
      return "\(name) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(bytes)"
    }
  }

  @Test("the report read is the report told, with and without a checkpoint")
  func reports() throws {
    var run = try RecordedRun(RecordedRun.troubled(seed: 21), stopAfter: 333)
    #expect(isSame(try report(run.records()), run.report))
    #expect(try run.records().status == .interrupted)
    try run.goOn(.resume)
    #expect(isSame(try report(run.records()), run.report))
    try run.goOn(.retryFailed)
    let whole = try report(run.records())
    #expect(isSame(whole, run.report))
    #expect(whole.latency == run.report.latency)
    try run.removeCheckpoint()
    let rebuilt = try report(run.records())
    #expect(isSame(rebuilt, run.report))
    #expect(try run.records().status == .killed)
    #expect(rebuilt.latency.response == run.report.latency.response)
    #expect(rebuilt.latency.service == run.report.latency.service)
    #expect(rebuilt.latency.lag.count <= run.report.latency.lag.count)
  }

  @Test("the order of reading matters not to the files: nothing is changed", arguments: [0, 1, 2])
  func untouched(damage: Int) throws {
    let run = try RecordedRun(RecordedRun.troubled(seed: 22), stopAfter: 200)
    if damage > 0 {
      try run.removeCheckpoint()
      let journal = try File(path: run.directory.journal, mode: .readWrite)
      let torn = [UInt8](repeating: 0xA5, count: 40)
      if damage == 1 { try journal.write(torn, at: journal.size()) }
      if damage == 2 { try journal.truncate(to: 0) }
    }
    let before = try state(of: run.directory.path)
    let records = try run.records()
    let read = try report(records)
    #expect(read.statistics.finished == (damage == 2 ? 0 : run.report.statistics.finished))
    try records.forEachSlot { _ in true }
    try records.forEachBudgetSnapshot(on: BudgetPage()) { _ in true }
    _ = RunOverview(run.directory)
    let isUntouched = try state(of: run.directory.path) == before
    #expect(isUntouched)
  }

  @Test("reading a run takes no lock from who executes it, and tells of it")
  func running() throws {
    let run = try RecordedRun(RecordedRun.troubled(seed: 23), stopAfter: 100)
    #expect(try run.records().process == nil)
    let lock = try RunLock(run.directory)
    let records = try run.records()
    #expect(records.process == String(ProcessIdentity.pid))
    #expect(records.status == .running)
    var states: [SlotState] = []
    try records.forEachSlot(on: SlotPage(offset: records.frontier, limit: 2)) { record in
      states.append(record.state)
      return true
    }
    #expect(states == [.inProgress, .pending])
    #expect(RunOverview(run.directory).state == .running)
    _ = lock
  }

  @Test("the list counts what stands behind the checkpoint, newest last")
  func overviews() throws {
    var run = try RecordedRun(RecordedRun.troubled(seed: 24))
    for _ in 0..<2 {
      let counts = run.report.statistics
      for isRebuilt in [false, true] {
        if isRebuilt { try run.removeCheckpoint() }
        let overview = RunOverview(run.directory)
        #expect(overview.failed == counts.failed)
        #expect(overview.unknown == counts.unknown)
        #expect(overview.finished == 720)
        #expect(overview.state == (isRebuilt ? .killed : .completed))
      }
      try run.goOn(.retryFailed)
    }
    let store = RunStore(stateDirectory: run.folder.path)
    for (name, time) in [("a-late", 2), ("z-early", 1)] {
      let started = WallTime(unixNanoseconds: Int64(time) * 1_000_000_000)
      let directory = try store.create(runID: name, at: started)
      try File.writeAtomically(
        path: directory.runFile,
        RunFile(runID: name, createdAt: started, plan: run.plan).encoded())
    }
    let broken = try store.create(runID: "broken", at: SystemClock().wallTime)
    try File.writeAtomically(path: broken.runFile, Array("{".utf8))
    #expect(try store.overviews().map(\.runID) == ["broken", "z-early", "a-late", "test"])
    #expect(try store.overviews().first?.problem != nil)
    #expect(try store.newestUnfinished()?.runID == "a-late")
  }
}
