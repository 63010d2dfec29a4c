import Budgets
import Domain
import JSONText
import Platform
import Testing

@testable import Simulation

@Suite("Checkpoints: formats") struct CheckpointFormatTests {
  @Test("a binary half is read back", arguments: 0..<30 as Range<UInt64>)
  func roundTrip(seed: UInt64) {
    let state = randomState(seed)
    let bytes = state.encoded(journalRecords: seed)
    #expect(VenueState(decoding: bytes, journalRecords: seed) == state, "seed \(seed)")
    #expect(VenueState(decoding: bytes, journalRecords: seed + 1) == nil, "seed \(seed)")
  }

  @Test(
    "a binary half with any bit flipped or any tail lost is refused",
    arguments: 0..<5 as Range<UInt64>)
  func damage(seed: UInt64) {
    let bytes = randomState(seed).encoded(journalRecords: 3)
    for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 400)) {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(VenueState(decoding: damaged, journalRecords: 3) == nil, "byte \(place)")
      let cut = Array(bytes[..<place])
      #expect(VenueState(decoding: cut, journalRecords: 3) == nil, "cut at \(place)")
    }
  }

  @Test("packing loses nothing", arguments: 0..<50 as Range<UInt64>)
  func packing(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var words: [UInt64] = []
    for _ in 0..<random.next(below: UInt64(40)) {
      let word = random.next(below: UInt64(3)) == 0 ? random.next() : random.next(below: UInt64(2))
      words += repeatElement(word, count: Int(1 + random.next(below: UInt64(6))))
    }
    let packed = WordPacking.packed(words)
    #expect(WordPacking.unpacked(packed, count: words.count) == words, "seed \(seed)")
    #expect(WordPacking.unpacked(packed, count: words.count + 1) == nil, "seed \(seed)")
    guard !words.isEmpty else { return }
    #expect(WordPacking.unpacked(packed, count: words.count - 1) == nil, "seed \(seed)")
    #expect(WordPacking.unpacked(packed.dropLast(), count: words.count) == nil, "seed \(seed)")
  }

  @Test("the readable half says what it was made from", arguments: 0..<10 as Range<UInt64>)
  func snapshot(seed: UInt64) throws {
    let directories = try RunDirectories()
    for (random, plan) in try RandomPlan.plans(from: 400_000 + 50 * seed, count: 3, .faults) {
      let directory = try directories.make("\(random.seed)")
      let run = try Execution(plan, directory)
      let snapshot = try RunSnapshot(reading: directory.checkpoint, plan: plan)
      #expect(snapshot.statistics == run.report.statistics, "\(random)")
      #expect(snapshot.tape == run.report.tape, "\(random)")
      #expect(snapshot.latency == run.report.latency, "\(random)")
      #expect(snapshot.cursor.frontier == plan.slotCount && snapshot.status == .completed)
      for entry in snapshot.budgets {
        #expect(entry.budget == run.report.budgets.get(entry.account, entry.asset), "\(random)")
      }
    }
  }

  @Test("a readable half with any byte changed is refused")
  func checksum() throws {
    let directories = try RunDirectories()
    let plan = try Plan(Configuration.read(file: nil))
    let directory = try directories.make("run")
    _ = try Execution(plan, directory)
    let bytes = try File.read(path: directory.checkpoint)
    #expect(SnapshotChecksum.isValid(bytes))
    for place in stride(from: 0, to: bytes.count - 3, by: 37) {
      var damaged = bytes
      damaged[place] ^= 2
      #expect(!SnapshotChecksum.isValid(damaged), "byte \(place)")
    }
    #expect(!SnapshotChecksum.isValid([]))
    #expect(!SnapshotChecksum.isValid(Array(bytes.dropLast(40))))
  }

  private func randomState(_ seed: UInt64) -> VenueState {
    var random = SplitMix64(seed: seed)
    let locks = (0..<random.next(below: UInt64(20))).map { id in
      BudgetStoreState.SavedLock(
        id: ClientOrderID(sequence: id * 3), account: AccountIndex(Int(random.next() >> 40)),
        asset: AssetIndex(Int(random.next() >> 60)),
        remaining: Amount(minorUnits: Int128(random.next()) << Int128(random.next() % 60)))
    }
    var settled = SequenceSet()
    for _ in 0..<random.next(below: UInt64(50)) { settled.insert(random.next() >> 46) }
    var lost: [UInt64: [VenueEvent]] = [:]
    for _ in 0..<random.next(below: UInt64(6)) {
      lost[random.next() >> 20] = [
        .canceled(ClientOrderID(sequence: random.next() >> 20), Quantity(lots: 3)), fill(&random),
      ]
    }
    let venue = (0..<random.next(below: UInt64(500))).map { _ in
      UInt8(truncatingIfNeeded: random.next() >> 8)
    }
    return VenueState(
      venue: venue, budgets: BudgetStoreState(locks: locks, settled: settled), lostEvents: lost,
      transfers: transfers(&random), deferred: deferred(&random),
      measurement: (0..<random.next(below: UInt64(50))).map { _ in random.next() })
  }

  private func transfers(_ random: inout SplitMix64) -> TransferCounts {
    var counts = TransferCounts(laneCount: 1 + Int(random.next(below: UInt64(4))))
    for lane in counts.sent.indices {
      counts.sent[lane] = random.next()
      counts.received[lane] = random.next()
    }
    return counts
  }

  private func deferred(_ random: inout SplitMix64) -> [DeferredSlot] {
    (0..<random.next(below: UInt64(5))).map { _ in
      DeferredSlot(
        sequence: random.next() >> 20, attempts: UInt32(random.next(below: UInt64(9))),
        isUnknown: random.next() >> 63 == 0, plannedAtNanoseconds: Int64(random.next() >> 2),
        firstSentAtNanoseconds: random.next() >> 63 == 0 ? nil : Int64(random.next() >> 2))
    }
  }

  private func fill(_ random: inout SplitMix64) -> VenueEvent {
    .fill(
      Fill(
        id: random.next(), sequence: random.next(), market: MarketIndex(Int(random.next() >> 50)),
        maker: ClientOrderID(sequence: random.next()),
        makerAccount: AccountIndex(Int(random.next() >> 40)),
        taker: ClientOrderID(sequence: random.next()),
        takerAccount: AccountIndex(Int(random.next() >> 40)),
        takerSide: random.next() & 1 == 0 ? .bid : .ask,
        price: Price(ticks: Int64(random.next() >> 1)),
        quantity: Quantity(lots: Int64(random.next() >> 1))))
  }
}
