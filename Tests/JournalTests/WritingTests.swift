import Journal
import Platform
import Testing

/// Ways to write that must all give the same journal.
let everyOption: [JournalOptions] = [
  JournalOptions(),
  JournalOptions(mode: .buffered),
  JournalOptions(windowByteCount: 4096),
  JournalOptions(mode: .buffered, windowByteCount: 4096),
  JournalOptions(windowByteCount: 3 * 4096),
]

@Suite struct WritingTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  @Test(arguments: everyOption)
  func whatIsAppendedReadsBack(options: JournalOptions) throws {
    try SampleJournal.write(directory("j"), slots: 3000, seed: 5, options: options)
    let recovery = try JournalRecovery.inspect(directory("j"))
    #expect(try SampleJournal.prefixLength(recovery, seed: 5) == 3000)
    #expect(recovery.header == SampleJournal.header)
    #expect(recovery.tornRecords == 0)
    #expect(recovery.fileByteCount == recovery.validByteCount)
  }

  @Test(arguments: everyOption, everyOption)
  func writingGoesOnWhereItStopped(first: JournalOptions, second: JournalOptions) throws {
    try SampleJournal.write(directory("j"), slots: 60, seed: 6, options: first)
    for end in stride(from: UInt64(80), through: 400, by: 20) {
      let recovery = try JournalRecovery.inspect(directory("j"))
      var writer = try JournalWriter.open(after: recovery, options: second)
      let position = writer.position
      #expect(position == recovery.recordCount)
      try SampleJournal.append(end - 20..<end, seed: 6, to: &writer)
      try writer.close()
    }
    try SampleJournal.write(directory("whole"), slots: 400, seed: 6)
    #expect(try File.read(path: directory("j")) == File.read(path: directory("whole")))
  }

  @Test func mappedRecordsAreInTheFileAtOnce() throws {
    var writer = try JournalWriter.create(path: directory("j"), header: SampleJournal.header)
    for slot in UInt64(0)..<50 {
      try SampleJournal.append(slot..<slot + 1, seed: 7, to: &writer)
      let recovery = try JournalRecovery.inspect(directory("j"))
      #expect(try SampleJournal.prefixLength(recovery, seed: 7) == slot + 1)
    }
  }

  @Test func bufferedRecordsAreInTheFileAfterFlush() throws {
    var writer = try JournalWriter.create(
      path: directory("j"), header: SampleJournal.header, options: .init(mode: .buffered))
    for slot in UInt64(0)..<50 {
      try SampleJournal.append(slot..<slot + 1, seed: 7, to: &writer)
      #expect(try JournalRecovery.inspect(directory("j")).frontier == slot)
      try writer.flush()
      #expect(try JournalRecovery.inspect(directory("j")).frontier == slot + 1)
    }
  }

  @Test func fillsWithoutOutcomeAreDroppedByClosing() throws {
    var writer = try JournalWriter.create(path: directory("j"), header: SampleJournal.header)
    try SampleJournal.append(0..<3, seed: 8, to: &writer)
    try writer.append(fillWithoutOutcome())
    let (position, committed) = (writer.position, writer.committed)
    #expect(position == committed + 1)
    try writer.close()
    let recovery = try JournalRecovery.inspect(directory("j"))
    #expect(recovery.recordCount == committed)
    #expect(recovery.fileByteCount == recovery.validByteCount)
  }

  @Test(arguments: [JournalOptions.Mode.mapped, .buffered])
  func whatWasTornOffDoesNotComeBack(mode: JournalOptions.Mode) throws {
    do {
      var writer = try JournalWriter.create(path: directory("j"), header: SampleJournal.header)
      try SampleJournal.append(0..<3, seed: 10, to: &writer)
      for _ in 0..<9 { try writer.append(fillWithoutOutcome()) }
    }
    let recovery = try JournalRecovery.inspect(directory("j"))
    #expect(recovery.tornRecords == 9)
    do {
      var writer = try JournalWriter.open(after: recovery, options: .init(mode: mode))
      try SampleJournal.append(3..<4, seed: 10, to: &writer)
      try writer.flush()
    }
    let resumed = try JournalRecovery.inspect(directory("j"))
    #expect(try SampleJournal.prefixLength(resumed, seed: 10) == 4)
    #expect(resumed.tornRecords == 0)
  }

  @Test func aJournalHasOneWriter() throws {
    try SampleJournal.write(directory("j"), slots: 3, seed: 9)
    let recovery = try JournalRecovery.inspect(directory("j"))
    do {
      var writer = try JournalWriter.open(after: recovery)
      let locked = #expect(throws: SystemError.self) {
        _ = try JournalWriter.open(after: recovery)
      }
      #expect(locked?.isBusy == true && locked?.operation == "lock")
      try SampleJournal.append(3..<4, seed: 9, to: &writer)
      try writer.close()
    }
    let stale = #expect(throws: SystemError.self) { _ = try JournalWriter.open(after: recovery) }
    #expect(stale?.operation == "resume the changed journal")
    let existing = #expect(throws: SystemError.self) {
      try SampleJournal.write(directory("j"), slots: 1, seed: 9)
    }
    #expect(existing?.operation == "create")
  }

  @Test(arguments: [JournalOptions.Mode.mapped, .buffered])
  func groupCommitCountsRecordsAndTime(mode: JournalOptions.Mode) throws {
    let rule = JournalOptions.GroupCommit(records: 4, interval: .milliseconds(10))
    var writer = try JournalWriter.create(
      path: directory("j"), header: SampleJournal.header,
      options: JournalOptions(mode: mode, groupCommit: rule))
    let clock = ManualClock()
    func appendOne(_ slot: UInt64) throws {
      try writer.append(OutcomeRecord(slot: slot, frontier: slot + 1, state: 1))
    }
    var due = try writer.syncIfDue(now: clock.now())
    #expect(!due)
    for slot in UInt64(0)..<3 {
      try appendOne(slot)
      due = try writer.syncIfDue(now: clock.now())
      #expect(!due)
    }
    try appendOne(3)
    due = try writer.syncIfDue(now: clock.now())
    var synced = writer.synced
    #expect(due && synced == 4)
    try appendOne(4)
    clock.advance(by: .milliseconds(9))
    due = try writer.syncIfDue(now: clock.now())
    #expect(!due)
    clock.advance(by: .milliseconds(1))
    due = try writer.syncIfDue(now: clock.now())
    synced = writer.synced
    #expect(due && synced == 5)
    #expect(try JournalRecovery.inspect(directory("j")).recordCount == 5)
  }

  @Test func misuseTraps() async {
    await #expect(processExitsWith: .failure) { [path = directory("a") as String] in
      expectingTrap {
        var writer = try JournalWriter.create(path: path, header: SampleJournal.header)
        try writer.append(OutcomeRecord(slot: 0, frontier: 1, state: 1, fillCount: 1))
      }
    }
    await #expect(processExitsWith: .failure) { [path = directory("b") as String] in
      expectingTrap {
        var writer = try JournalWriter.create(path: path, header: SampleJournal.header)
        try writer.append(OutcomeRecord(slot: 0, frontier: 5, state: 1))
        try writer.append(OutcomeRecord(slot: 0, frontier: 4, state: 1))
      }
    }
  }
}

/// A fill that stands for an unfinished group.
func fillWithoutOutcome() -> FillRecord {
  FillRecord(
    id: 1, sequence: 1, market: 1, makerSlot: 1, takerSlot: 2, priceTicks: 3, quantityLots: 4,
    makerAccount: 5, takerAccount: 6, takerSide: 0)
}
