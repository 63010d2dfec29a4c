import DeterministicSimulation
import Testing

/// Histories that failed once, each by a fault of the program that was found by them.
@Suite("Simulation: found") struct FoundTests {
  /// What was wrong, the seed, and the disruptions; none for those that the seed draws.
  static let histories: [(what: String, seed: UInt64, disruptions: [Disruption]?)] = [
    ("a slot tried again behind slots of other lanes could not be resumed", 3, nil),
    ("a slot tried again behind slots of other lanes could not be resumed", 55, nil),
    ("a slot tried again behind slots of other lanes could not be resumed", 82, nil),
    ("a lane waited for one that had failed", 598, nil),
    ("a lane waited for one that had left", 870, nil),
    ("a lane waited for one that had left", 1064, nil),
    ("a lane at its end looked again when the stopped run was resumed", 2122, nil),
    ("a lane at its end looked again when the stopped run was resumed", 2571, nil),
    ("a stop with a slot in flight, a resume and a kill left a run that was refused", 15_487, nil),
    ("a journal's name was not on the medium when its records were", 15_310, nil),
    ("a journal's name was not on the medium when its records were", 28_320, nil),
    ("a lane had forgotten what it had handed out before a power failure", 10_099, nil),
    ("a lane had forgotten what it had handed out before a power failure", 12_967, nil),
    (
      "a lane had forgotten what it had handed out before a power failure", 43,
      [Disruption(.power, after: 135), Disruption(.power, after: 67)]
    ),
  ]

  @Test("nothing is wrong with them any more", arguments: Self.histories)
  func passes(what: String, seed: UInt64, disruptions: [Disruption]?) {
    var limits = RecipeLimits()
    limits.disruptions = disruptions
    let history = History(Recipe(seed: seed, limits: limits))
    #expect(history.passed, "\(what): \(history.problems); \(limits.command(seed: seed))")
  }
}
