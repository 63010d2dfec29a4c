import Domain
import Journal
import Testing

@testable import Simulation

@Suite("Slots of a saved run")
struct SlotRecordsTests {
  /// What the tests compare of a slot.
  private struct Seen: Equatable {
    var slot: ActionSlot
    var state: SlotState
    var outcome: SlotOutcome?
    var attempts: UInt64
    var fills: [Fill]
    var pass: UInt8

    init(_ record: borrowing SlotRecord) {
      slot = record.slot
      state = record.state
      outcome = record.outcome
      attempts = record.attempts
      fills = record.fills
      pass = record.pass
    }
  }

  private func all(_ records: RunRecords, _ page: SlotPage = SlotPage()) throws -> [Seen] {
    var seen: [Seen] = []
    try records.forEachSlot(on: page) { record in
      seen.append(Seen(record))
      return true
    }
    return seen
  }

  /// Every group of the journal, in its order.
  private func groups(_ records: RunRecords) throws -> [JournalGroup] {
    let recovery = try #require(records.restorations[0].recovery)
    var groups: [JournalGroup] = []
    try JournalReader(recovery).forEachGroup { group in
      groups.append(copy group)
      return .next
    }
    return groups
  }

  @Test("every slot tells what all passes made of it", arguments: [1, 2, 3] as [UInt64])
  func everything(seed: UInt64) throws {
    var run = try RecordedRun(RecordedRun.troubled(seed: seed))
    for _ in 0..<3 { try run.goOn(.retryFailed) }
    let records = try run.records()
    let groups = Dictionary(grouping: try groups(records), by: \.outcome.slot)
    let amended = groups.values.filter { $0.count > 1 }.count
    let seen = try all(records)
    #expect(amended > 20, "seed \(seed) must give later outcomes")
    #expect(seen.map(\.slot) == (0..<run.plan.slotCount).map(run.plan.scheduler.slot))
    for slot in seen {
      let outcomes = try #require(groups[slot.slot.sequence])
      let isTold =
        slot.outcome == outcomes.last?.outcome.outcome && slot.state == slot.outcome?.state
        && slot.attempts == outcomes.reduce(0) { $0 + UInt64($1.outcome.attempts) }
        && slot.fills.map { FillRecord($0) } == outcomes.flatMap(\.fills)
        && slot.pass == outcomes.last?.outcome.pass
      #expect(isTold, "seed \(seed), slot \(slot.slot.sequence)")
    }
    let report = run.report
    #expect(seen.filter { $0.state == .completed }.count == Int(report.statistics.completed))
    #expect(seen.filter { $0.state == .failed }.count == Int(report.statistics.failed))
    #expect(seen.reduce(0) { $0 + $1.attempts } == report.statistics.attempts)
    #expect(seen.reduce(0) { $0 + UInt64($1.fills.count) } == report.statistics.matches)
  }

  @Test("pages are slices of the whole, in every state", arguments: [4, 5] as [UInt64])
  func pages(seed: UInt64) throws {
    var run = try RecordedRun(RecordedRun.troubled(seed: seed), stopAfter: 400)
    try run.goOn(.resume, stopAfter: 50)
    let records = try run.records()
    let whole = try all(records)
    #expect(whole.count == 720)
    var random = SplitMix64(seed: seed, purpose: 0, position: 0)
    for state in SlotState.allCases.map(Optional.some) + [nil] {
      let matching = whole.filter { state == nil || $0.state == state }
      for _ in 0..<8 {
        let offset = random.next(below: UInt64(matching.count) + 3)
        let limit = random.next(below: UInt64(60))
        let page = SlotPage(state: state, offset: offset, limit: limit)
        let expected = Array(matching.dropFirst(Int(offset)).prefix(Int(limit)))
        #expect(try all(records, page) == expected, "seed \(seed), \(page)")
      }
      #expect(try all(records, SlotPage(state: state)) == matching, "seed \(seed)")
    }
  }

  @Test("a page of a finished run shows later outcomes too")
  func pagesOfAmendedRuns() throws {
    var run = try RecordedRun(RecordedRun.troubled(seed: 6))
    try run.goOn(.retryFailed)
    let records = try run.records()
    let whole = try all(records)
    for offset in stride(from: UInt64(0), to: 720, by: 77) {
      let page = SlotPage(offset: offset, limit: 20)
      #expect(try all(records, page) == Array(whole.dropFirst(Int(offset)).prefix(20)))
    }
  }

  @Test("later outcomes are found, oldest first")
  func laterOutcomes() throws {
    var run = try RecordedRun(RecordedRun.troubled(seed: 7))
    for _ in 0..<3 { try run.goOn(.retryFailed) }
    let records = try run.records()
    let groups = try groups(records)
    let reader = try JournalReader(#require(records.restorations[0].recovery))
    let amendments = try Amendments(reader)
    for slot in 0..<run.plan.slotCount {
      let expected = groups.filter { $0.outcome.isAmendment && $0.outcome.slot == slot }
      let found = try amendments.outcomes(of: slot, reader)
      #expect(found.map(\.doneAtNanoseconds) == expected.map(\.outcome.doneAtNanoseconds))
      #expect(found.map(\.outcome) == expected.map(\.outcome.outcome), "slot \(slot)")
    }
  }

  @Test("nothing is read beyond what is wanted")
  func stops() throws {
    let run = try RecordedRun(RecordedRun.troubled(seed: 8), stopAfter: 100)
    var count = 0
    try run.records().forEachSlot { _ in
      count += 1
      return count < 5
    }
    #expect(count == 5)
    try run.records().forEachSlot(on: SlotPage(offset: 720)) { _ in
      Issue.record("there is no slot 720")
      return true
    }
  }
}
