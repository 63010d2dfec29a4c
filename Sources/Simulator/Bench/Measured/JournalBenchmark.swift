import Journal
import Platform

/// What a journal record costs, written and read back.
enum JournalBenchmark {
  private static let modes: [(name: String, mode: JournalOptions.Mode)] = [
    ("mapped", .mapped), ("buffered", .buffered),
  ]

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let slots = session.size(1_000_000, quick: 50_000)
    let appended = try session.interleaved(modes) { mode in
      let path = "\(session.folder)/journal-\(mode.name)"
      if FileSystem.exists(path) { try FileSystem.remove(path) }
      let nanoseconds = try write(path, mode.mode, slots: slots)
      try check(path, slots: slots)
      return nanoseconds / Double(recordCount(slots: slots))
    }
    let path = "\(session.folder)/journal-\(modes[0].name)"
    let scanned = try session.interleaved([path]) { path in
      var recovery: JournalRecovery?
      let nanoseconds = try Stopwatch.processorNanoseconds {
        recovery = try JournalRecovery.inspect(path)
      }
      try Benchmark.require(
        recovery?.frontier == UInt64(slots), "journal/scan", "it ends elsewhere")
      return Double(recovery?.validByteCount ?? 0) / nanoseconds
    }
    for mode in modes { try FileSystem.remove("\(session.folder)/journal-\(mode.name)") }
    return zip(modes, appended).map { mode, figures in
      BenchResult(
        "journal/append/\(mode.name)", "one record of 64 bytes, a fill for every other outcome",
        unit: "ns", figures)
    } + [
      BenchResult(
        "journal/scan", "recovery scan with all checksums, from the page cache", unit: "GB/s",
        scanned[0])
    ]
  }

  private static func recordCount(slots: Int) -> UInt64 { UInt64(slots + slots / 2) }

  private static func write(_ path: String, _ mode: JournalOptions.Mode, slots: Int) throws
    -> Double
  {
    var journal = try JournalWriter.create(
      path: path, planHash: 1, createdAt: SystemClock().wallTime, options: .init(mode: mode))
    let nanoseconds = try Stopwatch.processorNanoseconds {
      for slot in 0..<UInt64(slots) {
        let isTaker = slot % 2 == 1
        if isTaker { try journal.append(fill(ofSlot: slot)) }
        try journal.append(
          OutcomeRecord(
            slot: slot, frontier: slot + 1, state: 1, fillCount: isTaker ? 1 : 0,
            cumulativeLots: isTaker ? 7 : 0, plannedAtNanoseconds: Int64(slot) * 700))
      }
      try journal.flush()
    }
    try journal.close()
    return nanoseconds
  }

  private static func fill(ofSlot slot: UInt64) -> FillRecord {
    FillRecord(
      id: slot, sequence: slot / 2 + 1, market: 1, makerSlot: slot - 1, takerSlot: slot,
      priceTicks: 5_000_000, quantityLots: Int64(slot % 100 + 1), makerAccount: 3,
      takerAccount: 4, takerSide: 1)
  }

  /// Everything that was appended is there again.
  private static func check(_ path: String, slots: Int) throws {
    let recovery = try JournalRecovery.inspect(path)
    try Benchmark.require(
      recovery.recordCount == recordCount(slots: slots) && recovery.tornRecords == 0, "journal",
      "\(recovery.recordCount) records, \(recovery.tornRecords) torn")
    var next: UInt64 = 0
    var isRight = true
    try JournalReader(recovery).forEachGroup { group in
      let fills = next % 2 == 1 ? [fill(ofSlot: next)] : []
      isRight = isRight && group.outcome.slot == next && group.fills == fills
      next += 1
      return isRight ? .next : .stop
    }
    try Benchmark.require(isRight && next == UInt64(slots), "journal", "slot \(next) differs")
  }
}
