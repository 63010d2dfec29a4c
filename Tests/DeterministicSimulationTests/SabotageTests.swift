import Domain
import JSONText
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
      if lines > 2 { file.shorten(to: (lines - 1) * 64) }
    }
  })

  /// Checkpoints that hold the tape of the checkpoint before, sealed as if it were the present one.
  static func staleCheckpoint(_ recipe: Recipe) -> Sabotage {
    guard let plan = try? recipe.plan() else { return .none }
    let before = TapeBefore(plan)
    return Sabotage(written: { path, bytes in
      path.contains("/checkpoint") ? before.exchange(bytes) : bytes
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
    try expectFound(check: "acknowledged records", slotsMax: 10) { _ in Self.lostRecord }
  }

  @Test("a checkpoint older than the journal's part that it vouches for is found")
  func findsStaleCheckpoint() throws {
    try expectFound(check: nil, slotsMax: 40, Self.staleCheckpoint)
  }

  @Test("a fill that the engine does not tell is found")
  func findsSkippedFill() throws {
    try expectFound(check: nil, slotsMax: 20) { _ in Self.skippedFill }
  }

  /// Executes seeds until one fails, shrinks it, and repeats what is left.
  private func expectFound(
    check: String?, slotsMax: Int, _ sabotage: @escaping (Recipe) -> Sabotage
  ) throws {
    var failing: History?
    for seed in UInt64(1)...300 where failing == nil {
      let recipe = Recipe(seed: seed)
      let history = History(recipe, sabotage: sabotage(recipe))
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
    let again = History(shrunk.recipe, sabotage: sabotage(shrunk.recipe))
    #expect(again.problems.contains { $0.check == problem.check }, "\(again.problems)")
    #expect(History(shrunk.recipe).passed, "the recipe fails without sabotage too")
  }
}

/// The tape of the checkpoint written before.
private final class TapeBefore: @unchecked Sendable {
  private let plan: Plan
  private var last: TapeHash?

  init(_ plan: Plan) { self.plan = plan }

  /// The checkpoint in `bytes` with the tape of the one before.
  func exchange(_ bytes: [UInt8]) -> [UInt8] {
    guard let json = try? JSONParser.parse(bytes),
      var snapshot = try? RunSnapshot(json, plan: plan)
    else { return bytes }
    defer { last = snapshot.tape }
    let present = snapshot.tape
    snapshot.tape = last ?? present
    var text = JSONWriter(style: .pretty)
    snapshot.write(to: &text, accounts: plan.accounts, assets: plan.assets)
    text.endLine()
    snapshot.tape = present
    return text.drain()
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
