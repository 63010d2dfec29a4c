import Domain
import Glibc
import Journal
import Platform
import Testing

/// What a journal is after its writer met a sudden end, each in a process of its own.
@Suite struct CrashTests {
  let directory: TemporaryDirectory
  let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = directory("j")
  }

  @Test(arguments: UInt64(1)...12)
  func aKilledWriterLeavesAPrefix(seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    let delay = UInt32(random.next(below: 30_000 as UInt64))
    let isBuffered = seed % 4 == 0
    try await #require(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, seed, delay = delay as UInt32, isBuffered = isBuffered as Bool] in
      let options = JournalOptions(
        mode: isBuffered ? .buffered : .mapped, windowByteCount: 16 * 4096)
      var writer = try JournalWriter.create(
        path: path, header: SampleJournal.header, options: options)
      killSelf(afterMicroseconds: delay)
      try SampleJournal.append(0..<UInt64.max, seed: seed, to: &writer)
    }
    // The kill may have come before the first record: then there is an empty journal.
    let recovery = try JournalRecovery.inspect(path)
    let length = try SampleJournal.prefixLength(recovery, seed: seed)
    #expect(length != nil, "seed \(seed)")
    var writer = try JournalWriter.open(after: recovery)
    let end = recovery.frontier + 10
    try SampleJournal.append(recovery.frontier..<end, seed: seed, to: &writer)
    try writer.close()
    let resumed = try JournalRecovery.inspect(path)
    #expect(try SampleJournal.prefixLength(resumed, seed: seed) == end, "seed \(seed)")
  }

  @Test(arguments: [true, false])
  func aFullMediumIsAnErrorAndLosesNothing(isMapped: Bool) async throws {
    try await #require(processExitsWith: .exitCode(42)) { [path = path as String, isMapped] in
      try Interruption.install()
      limitFileSize(to: 40 * 4096)
      let options = JournalOptions(
        mode: isMapped ? .mapped : .buffered, windowByteCount: 16 * 4096)
      var writer = try JournalWriter.create(
        path: path, header: SampleJournal.header, options: options)
      do {
        try SampleJournal.append(0..<UInt64.max, seed: 3, to: &writer)
      } catch let error as SystemError {
        precondition(error.isOutOfSpace)
        let position = writer.position
        do {
          try writer.append(fillWithoutOutcome())
          precondition(writer.position == position + 1)
        } catch let error as SystemError {
          precondition(error.isOutOfSpace && writer.position == position)
        }
        exit(42)
      }
    }
    let recovery = try JournalRecovery.inspect(path)
    // Two windows of 1024 records fit within 40 pages, a third does not.
    let limit: Int64 = isMapped ? 32 * 4096 : 40 * 4096
    #expect(recovery.validByteCount > limit - 6 * 64 && recovery.validByteCount <= limit)
    #expect(try SampleJournal.prefixLength(recovery, seed: 3) != nil)
  }

  @Test func memoryStaysFlatOverMillionsOfRecords() async throws {
    try await #require(processExitsWith: .exitCode(42)) { [path = path as String] in
      var writer = try JournalWriter.create(path: path, header: SampleJournal.header)
      func append(_ slots: Range<UInt64>) throws {
        for slot in slots {
          try writer.append(OutcomeRecord(slot: slot, frontier: slot + 1, state: 1))
        }
      }
      try append(0..<200_000)
      guard let before = ProcessIdentity.residentBytes else { exit(1) }
      try append(200_000..<5_000_000)
      guard let after = ProcessIdentity.residentBytes else { exit(2) }
      precondition(after - before < 6 << 20)
      try writer.close()
      let recovery = try JournalRecovery.inspect(path)
      precondition(recovery.recordCount == 5_000_000)
      guard let scanned = ProcessIdentity.residentBytes else { exit(3) }
      precondition(scanned - before < 6 << 20)
      exit(42)
    }
  }
}

/// Ends this process from a thread of its own, in a while.
private func killSelf(afterMicroseconds delay: UInt32) {
  Task.detached {
    usleep(delay)
    kill(getpid(), SIGKILL)
  }
}

private func limitFileSize(to byteCount: UInt) {
  var limit = rlimit(rlim_cur: byteCount, rlim_max: byteCount)
  let code = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  precondition(code == 0)
}
