import Domain
import Journal
import Platform
import Testing

@testable import Simulation

/// What a run's files may and may not look like when it is gone on with.
@Suite("Runs: restoring") struct RestoringTests {
  @Test("a journal cut at any record", arguments: 0..<6 as Range<UInt64>)
  func cutJournals(seed: UInt64) throws {
    for (random, plan) in try plans(from: 90_000 + 500 * seed, count: 2) {
      let directories = try RunDirectories()
      let directory = try directories.make("reference")
      let reference = try Execution(plan, directory)
      let recovery = try JournalRecovery.inspect(directory.journal)
      let bytes = try File.read(path: directory.journal)
      for records in 0...recovery.recordCount {
        let cut = try directories.make("\(records)")
        // Half of the next record is left, as by a kill in the middle of storing it.
        let length = Int(records + 1) * 64
        let torn = bytes[length..<min(bytes.count, length + Int(records % 3) * 20)]
        try RunDirectories.write(Array(bytes[..<length] + torn), to: cut.journal)
        let resumed = try Execution(plan, cut, .resume)
        #expect(resumed.essence == reference.essence, "\(records) records, \(random)")
        try FileSystem.removeTree(cut.stateDirectory)
      }
    }
  }

  @Test("a checkpoint newer than its journal is refused")
  func newerCheckpoint() throws {
    let run = try FinishedRun()
    let bytes = try File.read(path: run.directory.journal)
    for records in [0, 1, 5] {
      let cut = try run.directories.copy(run.directory, to: "\(records)")
      try RunDirectories.write(Array(bytes[..<(64 * (records + 1))]), to: cut.journal)
      expectRefusal(.badRecords, "holds \(records) records, but its checkpoint counts") {
        _ = try Execution(run.plan, cut, .resume)
      }
    }
  }

  @Test("a lost journal is refused when a checkpoint counts on it")
  func lostJournal() throws {
    let run = try FinishedRun()
    let missing = try run.directories.copy(run.directory, to: "missing")
    try FileSystem.remove(missing.journal)
    expectRefusal(.badRecords, "there is no journal at") {
      _ = try Execution(run.plan, missing, .resume)
    }
    let empty = try run.directories.copy(run.directory, to: "empty")
    try RunDirectories.write([], to: empty.journal)
    expectRefusal(.badRecords, "holds 0 records, but its checkpoint counts") {
      _ = try Execution(run.plan, empty, .resume)
    }
  }

  @Test("a run that was killed before its journal was whole begins anew")
  func noJournalYet() throws {
    let run = try FinishedRun()
    let reference = try Execution(run.plan, run.directory, .resume)
    let bare = try run.directories.make("bare")
    #expect(try Execution(run.plan, bare, .resume).essence == reference.essence)
    let empty = try run.directories.make("emptied")
    try RunDirectories.write([], to: empty.journal)
    let begun = try Execution(run.plan, empty, .resume)
    #expect(begun.essence == reference.essence)
    #expect(begun.notices.last == "the journal is empty; the run starts from its first slot")
  }

  @Test("files of another plan are refused")
  func foreignPlan() throws {
    let run = try FinishedRun()
    var configuration = run.plan.configuration
    configuration.seed += 1
    let other = try Plan(configuration)
    for removesCheckpoint in [false, true] {
      let copy = try run.directories.copy(run.directory, to: "\(removesCheckpoint)")
      if removesCheckpoint { try FileSystem.remove(copy.checkpoint) }
      expectRefusal(.badRecords, "another plan") { _ = try Execution(other, copy, .resume) }
    }
  }

  @Test("a journal of another version is refused with both versions")
  func otherJournalVersion() throws {
    let run = try FinishedRun()
    var bytes = try File.read(path: run.directory.journal)
    bytes[8] = 9
    try RunDirectories.write(bytes, to: run.directory.journal)
    expectRefusal(.badRecords, "journal format version 9") {
      _ = try Execution(run.plan, run.directory, .resume)
    }
    expectRefusal(.badRecords, "version 1") { _ = try Execution(run.plan, run.directory, .resume) }
  }

  @Test("damage in the middle of the journal is refused")
  func damagedJournal() throws {
    let run = try FinishedRun()
    try FileSystem.remove(run.directory.checkpoint)
    try RunDirectories.flip(run.directory.journal, at: 64 * 5 + 17)
    expectRefusal(.badRecords, "journal") { _ = try Execution(run.plan, run.directory, .resume) }
  }

  @Test("the checkpoint of another run is left alone")
  func foreignCheckpoint() throws {
    let run = try FinishedRun()
    let other = try run.directories.make("other", runID: "another")
    let reference = try Execution(run.plan, other)
    try RunDirectories.write(
      try File.read(path: run.directory.checkpoint), to: other.checkpoint)
    let resumed = try Execution(run.plan, other, .resume)
    #expect(resumed.essence == reference.essence)
    #expect(resumed.notices.contains { $0.contains("belongs to another run") })
  }

  @Test("checkpoints written in buffered mode and with fsync go on too", arguments: [true, false])
  func modes(buffers: Bool) throws {
    let text = buffers ? #""save_after_each_slot": false"# : #""durability": "fsync""#
    let plan = try Plan(read(#"{"processor": {\#(text)}}"#))
    let directories = try RunDirectories()
    let reference = try Execution(plan, directories.make("reference"))
    for poll in stride(from: 0, to: 100, by: 9) {
      let directory = try directories.make("\(poll)")
      let control = TestControl(policyOf: plan)
      control.stopAtPoll = poll
      _ = try Execution(plan, directory, control: control)
      #expect(try Execution(plan, directory, .resume).essence == reference.essence)
    }
  }

  private func plans(from seed: UInt64, count: Int) throws -> [(RandomPlan, Plan)] {
    let plans = try RandomPlan.plans(from: seed, count: 12, .faults)
    return Array(plans.filter { $0.1.slotCount <= 80 }.prefix(count))
  }

  private func expectRefusal(
    _ code: RunError.Code, _ part: String, location: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
  ) {
    do {
      try body()
      Issue.record("nothing was refused", sourceLocation: location)
    } catch let error as RunError {
      #expect(error.code == code, "\(error)", sourceLocation: location)
      #expect(error.message.contains(part), "\(error)", sourceLocation: location)
    } catch {
      Issue.record("another error: \(error)", sourceLocation: location)
    }
  }
}

/// A run of the default plan that came to its end, and its files.
private struct FinishedRun {
  let directories: RunDirectories
  let directory: RunDirectory
  let plan: Plan

  init() throws {
    directories = try RunDirectories()
    directory = try directories.make("run")
    plan = try Plan(Configuration.read(file: nil))
    _ = try Execution(plan, directory)
  }
}
