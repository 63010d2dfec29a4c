import Platform
import Testing

@testable import Journal

@Suite struct JournalErrorTests {
  @Test func foreignFilesSayWhatTheyAre() throws {
    let directory = try TemporaryDirectory()
    func found(_ name: String, _ change: (inout CacheLine) -> Void) throws -> String? {
      var line = SampleJournal.header.encoded
      change(&line)
      try File(path: directory(name), mode: .createExclusive).write(line, at: 0)
      let error = #expect(throws: JournalError.self) {
        try JournalRecovery.inspect(directory(name))
      }
      return error?.problem.replacing(directory.path, with: "")
    }
    #expect(
      try found("a") { $0.w0 = 0x0A1A_0A0D_474E_5089 }
        == "/a is not a journal this program can read: found another kind of file, "
        + "expected a simulator journal")
    #expect(
      try found("b") { $0.w1 = 64 << 32 | 2 }
        == "/b is not a journal this program can read: found journal format version 2, "
        + "expected version 1")
    #expect(
      try found("c") { $0.w1 = 128 << 32 | 1 }
        == "/c is not a journal this program can read: found records of 128 bytes, "
        + "expected records of 64 bytes")
    #expect(try found("d") { $0.w4 ^= 1 } == "the header of the journal /d is damaged")
    #expect(
      try found("e") { $0 = CacheLine(0, 0, 0, 0, 0, 0, 0, 0) } == "the journal /e is empty")
  }

  @Test func aMissingJournalIsNamed() throws {
    let path = try TemporaryDirectory()("none")
    #expect(throws: JournalError.missing(path: path)) { try JournalRecovery.inspect(path) }
  }

  @Test(
    arguments: [
      (
        .damaged(path: "j", ordinal: 7, byteOffset: 512, what: .checksum),
        "the journal j is damaged at record 7, byte 512: its checksum does not match, and further "
          + "data follows; restore the run's directory from a copy, or start a new run"
      ),
      (
        .shorterThanTrusted(path: "j", recordCount: 3, trusted: 5),
        "the journal j holds 3 records, but its checkpoint counts 5; "
          + "restore the run's directory from a copy, or start a new run"
      ),
      (
        .missing(path: "j"),
        "there is no journal at j; check the run's name and the state directory, "
          + "or start a new run"
      ),
      (
        .system(SystemError(code: 5, operation: "read", path: "j")),
        "cannot read j: Input/output error; see to what the system reports, then try again"
      ),
    ] as [(JournalError, String)])
  func errorsSayWhatToDo(error: JournalError, text: String) {
    #expect(error.description == text)
  }
}
