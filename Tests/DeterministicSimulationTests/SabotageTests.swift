import Domain
import Matching
import Platform
import Testing

@testable import DeterministicSimulation
@testable import Simulation

/// Broken variants: what the simulation must find, and shrink.
@Suite("Simulation: sabotage") struct SabotageTests {
  /// A disk that loses the last record of a journal when the process was killed.
  static let lostRecord = Sabotage(restarted: { disk in
    for path in disk.paths where path.contains("/journal") {
      guard let file = disk.file(path) else { continue }
      let lines = (file.bytes.count + 63) / 64
      if lines > 2 { try? file.truncate(to: (lines - 1) * 64) }
    }
  })

  /// A disk whose checkpoints hold the state of the checkpoint before, sealed as if it were the present.
  static var staleCheckpoint: Sabotage {
    let last = StateBefore()
    return Sabotage(written: { path, bytes in
      guard let name = path.split(separator: "/").last, name.hasPrefix("state-"),
        let records = UInt64(name.dropFirst(6).prefix { $0.isNumber })
      else { return bytes }
      return last.exchange(bytes, records)
    })
  }

  /// An engine that keeps the third fill of a run to itself.
  static let skippedFill = Sabotage(execute: { (session, mode, inspector) throws(RunError) in
    try session.execute(mode, &inspector) { (start) throws(RunError) -> SkippingVenue in
      SkippingVenue(base: try start.embedded(session.plan))
    }
  })

  @Test("an acknowledged record that the disk lost is found")
  func findsLostRecord() throws {
    try expectFound(Self.lostRecord, check: "acknowledged records", slotsMax: 10)
  }

  @Test("a checkpoint with an older state is found")
  func findsStaleCheckpoint() throws {
    try expectFound(Self.staleCheckpoint, check: nil, slotsMax: 40)
  }

  @Test("a fill that the engine does not tell is found")
  func findsSkippedFill() throws {
    try expectFound(Self.skippedFill, check: nil, slotsMax: 20)
  }

  /// Executes seeds until one fails, shrinks it, and repeats what is left.
  private func expectFound(_ sabotage: Sabotage, check: String?, slotsMax: Int) throws {
    var failing: History?
    for seed in UInt64(1)...300 where failing == nil {
      let history = History(Recipe(seed: seed), sabotage: sabotage)
      if !history.passed { failing = history }
    }
    let history = try #require(failing, "nothing was found in 300 histories")
    let problem = try #require(history.problems.first)
    if let check { #expect(problem.check == check, "\(problem)") }
    let shrunk = Shrinking(
      history.recipe, limits: RecipeLimits(), problem: problem, triesMax: 800, sabotage: sabotage)
    #expect(shrunk.problem.check == problem.check)
    #expect(shrunk.recipe.slotCount <= slotsMax, "\(shrunk.recipe.summary)")
    #expect(shrunk.recipe.disruptions.count <= 1, "\(shrunk.recipe.summary)")
    let again = History(shrunk.recipe, sabotage: sabotage)
    #expect(again.problems.first?.check == problem.check, "\(again.problems)")
    #expect(History(shrunk.recipe).passed, "the recipe fails without sabotage too")
  }
}

/// The state written before.
private final class StateBefore: @unchecked Sendable {
  private var last: VenueState?

  /// Keeps the state in `bytes`, and gives the one before as if it stood after so many records.
  func exchange(_ bytes: [UInt8], _ records: UInt64) -> [UInt8] {
    guard let state = VenueState(decoding: bytes, journalRecords: records) else { return bytes }
    defer { last = state }
    return (last ?? state).encoded(journalRecords: records)
  }
}

/// The embedded venue, but for one fill that nobody hears of.
private struct SkippingVenue: Venue, ~Copyable {
  var base: EmbeddedVenue
  private var fills = 0

  init(base: consuming EmbeddedVenue) { self.base = base }

  var name: String { base.name }
  var livesInProcess: Bool { true }
  var isReplaying: Bool {
    get { base.isReplaying }
    set { base.isReplaying = newValue }
  }

  mutating func submit(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> VenueAnswer {
    var told: [VenueEvent] = []
    let answer = base.submit(slot, attempt: attempt, into: &told)
    for event in told {
      if case .fill = event {
        fills += 1
        if fills == 3 { continue }
      }
      events.append(event)
    }
    return answer
  }

  mutating func find(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> FindAnswer {
    base.find(slot, attempt: attempt, into: &events)
  }

  func reading<Result>(_ body: (borrowing MatchingEngine) -> Result) -> Result? {
    base.reading(body)
  }

  mutating func moveFunds(_ account: AccountIndex, _ asset: AssetIndex, _ amount: Amount) {
    base.moveFunds(account, asset, amount)
  }

  func encodedState() -> [UInt8] { base.encodedState() }
}
