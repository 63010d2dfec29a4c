import DeterministicSimulation
import Testing

/// One small plan, disrupted at every moment that there is.
@Suite("Simulation: every moment") struct EveryMomentTests {
  @Test(
    "a process may end within any change to the disk",
    arguments: [
      (3, [.fsync, .open, .buffered, .tight], .kill), (4, [.fsync, .open, .tight], .kill),
      (5, [.open, .tight], .power), (11, [.open, .tight], .kill), (8, [.open, .tight], .full),
      (5, [.open, .tight], .sync), (9, [.open], .stop),
    ] as [(UInt64, Set<Recipe.Feature>, Disruption.Kind)])
  func everyMoment(seed: UInt64, without: Set<Recipe.Feature>, kind: Disruption.Kind) {
    var limits = RecipeLimits()
    limits.slots = 24
    limits.without = without
    for moment in UInt64(0)..<130 {
      limits.disruptions = [Disruption(kind, after: moment)]
      let history = History(Recipe(seed: seed, limits: limits))
      #expect(history.passed, "\(history.problems); \(limits.command(seed: seed))")
    }
  }

  @Test("one may end right after another", arguments: 0..<6 as Range<UInt64>)
  func twice(seed: UInt64) {
    var limits = RecipeLimits()
    limits.slots = 16
    for first in stride(from: UInt64(0), to: 40, by: 3) {
      for second in UInt64(0)..<12 {
        limits.disruptions = [Disruption(.kill, after: first), Disruption(.kill, after: second)]
        let history = History(Recipe(seed: 700 + seed, limits: limits))
        #expect(history.passed, "\(history.problems); \(limits.command(seed: 700 + seed))")
      }
    }
  }
}
