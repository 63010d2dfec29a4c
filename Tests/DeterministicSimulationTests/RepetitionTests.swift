import DeterministicSimulation
import Testing

/// Equal seeds give equal histories, and the printed command gives the same one again.
@Suite("Simulation: repetition") struct RepetitionTests {
  @Test("a history is the same every time", arguments: 0..<20 as Range<UInt64>)
  func sameStory(seed: UInt64) {
    #expect(story(Recipe(seed: seed)) == story(Recipe(seed: seed)), "seed \(seed)")
  }

  @Test("limits and moments that are written down give the same recipe")
  func limits() {
    for seed in UInt64(0)..<200 {
      let recipe = Recipe(seed: seed)
      var limits = RecipeLimits(repeating: recipe, of: RecipeLimits())
      #expect(Recipe(seed: seed, limits: limits) == recipe, "seed \(seed)")
      limits.lanes = 1
      limits.without = [.faults, .tight]
      limits.slots = 20
      let smaller = Recipe(seed: seed, limits: limits)
      #expect(smaller.lanes == 1 && smaller.features.isDisjoint(with: limits.without))
      #expect(smaller.slotCount <= 20 && smaller.disruptions == recipe.disruptions)
    }
  }

  @Test("the command names every limit")
  func command() {
    var limits = RecipeLimits()
    #expect(limits.command(seed: 7) == "simulator simulate --seed 7")
    limits.slots = 12
    limits.accounts = 3
    limits.markets = 2
    limits.lanes = 1
    limits.without = [.tight, .faults]
    limits.disruptions = [Disruption(.kill, after: 5), Disruption(.stop, after: 0)]
    #expect(
      limits.command(seed: 7)
        == "simulator simulate --seed 7 --slots 12 --accounts 3 --markets 2 --lanes 1 "
        + "--without faults,tight --disrupt kill@5,stop@0")
    limits.disruptions = []
    #expect(limits.command(seed: 7).hasSuffix("--disrupt none"))
  }

  @Test("disruptions are read as they are written")
  func disruptions() {
    for kind in Disruption.Kind.allCases {
      let disruption = Disruption(kind, after: 57)
      #expect(Disruption(parsing: disruption.text) == disruption)
    }
    for text in ["", "kill", "kill@", "@5", "kill@x", "kill@-1", "kill@1@2", "killed@1"] {
      #expect(Disruption(parsing: text) == nil, "\(text)")
    }
  }

  private func story(_ recipe: Recipe) -> [String] {
    var lines: [String] = []
    let history = History(recipe) { lines.append($0) }
    return lines + history.problems.map(\.message)
  }
}
