import Domain
import Journal
import Platform
import Testing

@Suite struct ReadingTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  @Test func everyRecordLeadsToItsGroup() throws {
    try SampleJournal.write(directory("j"), slots: 40, seed: 21)
    let recovery = try JournalRecovery.inspect(directory("j"))
    let reader = try JournalReader(recovery)
    var ordinal: UInt64 = 0
    for slot in UInt64(0)..<40 {
      let expected = SampleJournal.group(slot, seed: 21)
      let end = ordinal + UInt64(expected.fills.count)
      for (index, fill) in expected.fills.enumerated() {
        let record = try reader.read(recordAt: ordinal + UInt64(index))
        #expect(record == .fill(fill, index: UInt32(index)))
      }
      let last = try reader.read(recordAt: end)
      #expect(last == .outcome(expected.outcome))
      for place in ordinal...end {
        let group = try reader.group(around: place)
        #expect(group.fills == expected.fills && group.outcome == expected.outcome)
        #expect(group.ordinal == end)
        var rest: [UInt64] = []
        try reader.forEachGroup(from: place) { group in
          rest.append(group.outcome.slot)
          return .next
        }
        #expect(rest == Array(slot..<40))
      }
      ordinal = end + 1
    }
    try reader.forEachGroup(from: ordinal) { _ in
      Issue.record("a group behind the end")
      return .stop
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5])
  func slotsAreFoundAmongFillsAndAmendments(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var first: [UInt64: UInt64] = [:]
    var writer = try JournalWriter.create(path: directory("j"), header: SampleJournal.header)
    var frontier: UInt64 = 0
    for _ in 0..<400 {
      let fillCount = random.next(below: 3 as UInt64) == 0 ? random.next(below: 20 as UInt64) : 0
      for _ in 0..<fillCount { try writer.append(SampleJournal.fill(&random)) }
      if frontier > 0 && random.next(below: 4 as UInt64) == 0 {
        var amendment = SampleJournal.outcome(
          &random, slot: random.next(below: frontier), fillCount: Int(fillCount))
        amendment.frontier = frontier
        amendment.flags |= OutcomeRecord.amendmentFlag
        try writer.append(amendment)
      } else {
        // A lane of a run takes some slots and leaves others to its neighbours.
        let slot = frontier + random.next(below: 3 as UInt64)
        first[slot] = writer.position
        try writer.append(
          SampleJournal.outcome(&random, slot: slot, fillCount: Int(fillCount)))
        frontier = slot + 1
      }
    }
    try writer.close()
    let reader = try JournalReader(JournalRecovery.inspect(directory("j")))
    for slot in 0..<frontier + 5 {
      let found = try reader.findSlot(slot)
      #expect(found == first[slot], "seed \(seed), slot \(slot)")
    }
  }

  @Test func anEmptyJournalHasNothing() throws {
    try SampleJournal.write(directory("j"), slots: 0, seed: 1)
    let recovery = try JournalRecovery.inspect(directory("j"))
    #expect(recovery.recordCount == 0 && recovery.frontier == 0)
    let reader = try JournalReader(recovery)
    let found = try reader.findSlot(0)
    #expect(found == nil)
    try reader.forEachGroup { _ in
      Issue.record("a group in an empty journal")
      return .stop
    }
  }

  @Test func trustedRecordsAreNotCheckedAgainUntilRead() throws {
    try SampleJournal.write(directory("j"), slots: 30, seed: 22)
    let whole = try JournalRecovery.inspect(directory("j"))
    let middle = try #require(try JournalReader(whole).findSlot(14)) + 1
    let file = try File(path: directory("j"), mode: .readWrite)
    let byte = try file.read(at: 64 * 4 + 20, count: 1)
    try file.write([byte[0] ^ 1], at: 64 * 4 + 20)
    #expect(throws: JournalError.self) { try JournalRecovery.inspect(directory("j")) }
    let trusting = try JournalRecovery.inspect(directory("j"), trusting: middle)
    #expect(trusting == whole)
    let reader = try JournalReader(trusting)
    let error = #expect(throws: JournalError.self) { try reader.read(recordAt: 3) }
    #expect(
      error
        == .damaged(path: directory("j"), ordinal: 3, byteOffset: 256, what: .checksum))
    let all = try JournalRecovery.inspect(directory("j"), trusting: whole.recordCount)
    #expect(all == whole)
    let tooFew = #expect(throws: JournalError.self) {
      try JournalRecovery.inspect(directory("j"), trusting: whole.recordCount + 2)
    }
    #expect(
      tooFew
        == .shorterThanTrusted(
          path: directory("j"), recordCount: whole.recordCount, trusted: whole.recordCount + 2))
  }

  @Test func aCheckpointEndsBehindAnOutcome() throws {
    var writer = try JournalWriter.create(path: directory("j"), header: SampleJournal.header)
    try writer.append(fillWithoutOutcome())
    try writer.append(OutcomeRecord(slot: 0, frontier: 1, state: 1, fillCount: 1))
    try writer.close()
    let error = #expect(throws: JournalError.self) {
      try JournalRecovery.inspect(directory("j"), trusting: 1)
    }
    #expect(
      error
        == .damaged(path: directory("j"), ordinal: 0, byteOffset: 64, what: .withinGroup))
  }

  @Test func aJournalBeingWrittenReadsAsAPrefix() async throws {
    let path = directory("j")
    try SampleJournal.write(path, slots: 0, seed: 23)
    let recovery = try JournalRecovery.inspect(path)
    let writing = Task.detached {
      var writer = try JournalWriter.open(after: recovery)
      try SampleJournal.append(0..<100_000, seed: 23, to: &writer)
    }
    var before: UInt64 = 0
    repeat {
      let now = try JournalRecovery.inspect(path)
      #expect(now.frontier >= before)
      before = now.frontier
    } while before < 100_000
    try await writing.value
    let end = try JournalRecovery.inspect(path)
    #expect(try SampleJournal.prefixLength(end, seed: 23) == 100_000)
  }
}
