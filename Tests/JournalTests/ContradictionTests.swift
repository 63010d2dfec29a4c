import Platform
import Testing

@testable import Journal

/// Records whose checksums are right and whose content cannot be.
@Suite struct ContradictionTests {
  let directory: TemporaryDirectory
  let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = directory("j")
  }

  @Test func fillsAreNumberedInTheirGroup() throws {
    try write([
      fillWithoutOutcome().encoded(index: 0), fillWithoutOutcome().encoded(index: 2),
      outcome(1, fillCount: 2),
    ])
    expectDamage(at: 1, .fillIndex(found: 2, expected: 1))
  }

  @Test func outcomesCountTheirFills() throws {
    try write([
      outcome(1), fillWithoutOutcome().encoded(index: 0), outcome(2, fillCount: 0), outcome(3),
    ])
    expectDamage(at: 2, .fillCount(found: 0, expected: 1))
  }

  @Test func theFrontierDoesNotGoBack() throws {
    try write([outcome(4), outcome(4), outcome(3)])
    expectDamage(at: 2, .frontier(found: 3, before: 4))
  }

  @Test func kindsAreKnown() throws {
    var line = outcome(1)
    line.w0 |= 0xFF << 32
    try write([line])
    expectDamage(at: 0, .unknownKind(255))
  }

  private func outcome(_ frontier: UInt64, fillCount: UInt32 = 0) -> CacheLine {
    OutcomeRecord(slot: 0, frontier: frontier, state: 1, fillCount: fillCount).encoded
  }

  private func write(_ lines: [CacheLine]) throws(SystemError) {
    let file = try File(path: path, mode: .createExclusive)
    try file.write(SampleJournal.header.encoded, at: 0)
    let checksum = RecordChecksum(journalID: SampleJournal.header.journalID)
    for (place, line) in lines.enumerated() {
      try file.write(checksum.sealed(line, ordinal: UInt64(place)), at: Int64(64 * (place + 1)))
    }
  }

  private func expectDamage(at ordinal: UInt64, _ what: JournalError.Damage) {
    #expect(
      throws: JournalError.damaged(
        path: path, ordinal: ordinal, byteOffset: Int64(64 * (ordinal + 1)), what: what)
    ) { try JournalRecovery.inspect(path) }
  }
}
