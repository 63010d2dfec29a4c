import Platform
import Testing

@testable import Journal

/// What a power failure leaves of a journal that is synced in groups: pages missing in the middle.
@Suite struct PowerFailureTests {
  let directory: TemporaryDirectory
  let path: String
  let whole: [UInt8]

  init() throws {
    directory = try TemporaryDirectory()
    path = directory("j")
    try SampleJournal.write(path, slots: 200, seed: 47)
    whole = try File.read(path: path)
  }

  private func inspect(withoutPage page: Int, allowsHoles: Bool) throws -> JournalRecovery {
    var bytes = whole
    for place in page * 4096..<(page + 1) * 4096 { bytes[place] = 0 }
    let file = try File(path: path, mode: .readWrite)
    try file.truncate(to: 0)
    try file.write(bytes, at: 0)
    return try JournalRecovery.inspect(path, trusting: 0, allowsHoles: allowsHoles)
  }

  @Test func aLostPageEndsTheJournal() throws {
    let pages = whole.count / 4096
    try #require(pages > 3)
    for page in 1..<pages {
      let recovery = try inspect(withoutPage: page, allowsHoles: true)
      #expect(recovery.recordCount <= UInt64(page * 64 - 1), "page \(page)")
      #expect(recovery.recordCount + 5 > UInt64(page * 64 - 1), "page \(page)")
      #expect(recovery.tornRecords > 0)
    }
  }

  @Test func aLostPageIsDamageWhereNothingIsSynced() throws {
    #expect(throws: JournalError.self) { try inspect(withoutPage: 2, allowsHoles: false) }
  }

  @Test func zerosWithinAPageAreDamage() throws {
    var bytes = whole
    for place in 8192 + 640..<8192 + 704 { bytes[place] = 0 }
    let file = try File(path: path, mode: .readWrite)
    try file.write(bytes, at: 0)
    #expect(throws: JournalError.self) {
      try JournalRecovery.inspect(path, trusting: 0, allowsHoles: true)
    }
  }
}
