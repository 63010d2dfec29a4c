/// Makes a failing history smaller while it keeps failing the same way: fewer disruptions, lanes, slots,
/// accounts, markets and features, earlier moments.
///
/// Every step is a history of the same seed under narrower limits, so that what is left can be repeated
/// from the command line. Greedy: a candidate that still fails is gone on from at once.
public struct Shrinking {
  /// The seed.
  public let seed: UInt64
  /// The narrowest limits found.
  public private(set) var limits: RecipeLimits
  /// What is wrong under them.
  public private(set) var problem: Problem
  /// Histories that were executed.
  public private(set) var tries = 0
  /// How what is simulated is broken on purpose, anew for every history.
  private let sabotage: (Recipe) -> Sabotage
  private let triesMax: Int

  /// Shrinks the failing history of a recipe.
  ///
  /// - Parameters:
  ///   - limits: those that the recipe was drawn under.
  ///   - problem: what is wrong; smaller histories must fail the same check.
  ///   - triesMax: how many histories may be executed.
  public init(
    _ recipe: Recipe, limits: RecipeLimits, problem: Problem, triesMax: Int = 3000
  ) {
    self.init(recipe, limits: limits, problem: problem, triesMax: triesMax) { _ in .none }
  }

  init(
    _ recipe: Recipe, limits: RecipeLimits, problem: Problem, triesMax: Int,
    sabotage: @escaping (Recipe) -> Sabotage
  ) {
    seed = recipe.seed
    self.limits = RecipeLimits(repeating: recipe, of: limits)
    self.problem = problem
    self.triesMax = triesMax
    self.sabotage = sabotage
    var before: RecipeLimits?
    while before != self.limits && tries < triesMax {
      before = self.limits
      shrinkDisruptions()
      shrinkShape()
      shrinkSlots()
      shrinkMoments()
    }
  }

  /// The recipe under the narrowest limits.
  public var recipe: Recipe { Recipe(seed: seed, limits: limits) }

  /// Goes on from a candidate if it fails the same way.
  private mutating func accept(_ candidate: RecipeLimits) -> Bool {
    guard candidate != limits, tries < triesMax else { return false }
    tries += 1
    let recipe = Recipe(seed: seed, limits: candidate)
    let history = History(recipe, sabotage: sabotage(recipe))
    guard let same = history.problems.first(where: { $0.check == problem.check }) else {
      return false
    }
    limits = candidate
    problem = same
    return true
  }

  private mutating func shrinkDisruptions() {
    var place = 0
    while place < limits.disruptions?.count ?? 0 {
      var candidate = limits
      candidate.disruptions?.remove(at: place)
      if !accept(candidate) { place += 1 }
    }
  }

  private mutating func shrinkShape() {
    for feature in Recipe.Feature.allCases where recipe.features.contains(feature) {
      var candidate = limits
      candidate.without.insert(feature)
      _ = accept(candidate)
    }
    lower(\.lanes, from: recipe.lanes, to: 1)
    lower(\.markets, from: recipe.markets, to: 1)
    lower(\.accounts, from: recipe.accounts, to: 2)
  }

  private mutating func lower(
    _ limit: WritableKeyPath<RecipeLimits, Int?>, from number: Int, to least: Int
  ) {
    for value in least..<max(least, number) {
      var candidate = limits
      candidate[keyPath: limit] = value
      if accept(candidate) || acceptElsewhen(candidate) { return }
    }
  }

  /// Tries few slots first, then ever more up to as many as there are.
  private mutating func shrinkSlots() {
    var slots = recipe.accounts
    while slots < recipe.slotCount {
      var candidate = limits
      candidate.slots = slots
      if accept(candidate) || acceptElsewhen(candidate) { return }
      slots = max(slots + recipe.accounts, slots * 3 / 2)
    }
  }

  /// A smaller history may fail when its last disruption comes at another moment.
  private mutating func acceptElsewhen(_ candidate: RecipeLimits) -> Bool {
    guard let last = candidate.disruptions?.indices.last else { return false }
    var moment: UInt64 = 0
    let latest = UInt64(4 * candidate.slots + 40)
    while moment < latest {
      var other = candidate
      other.disruptions?[last].after = moment
      if accept(other) { return true }
      moment += max(1, moment / 16)
    }
    return false
  }

  private mutating func shrinkMoments() {
    for place in (limits.disruptions ?? []).indices {
      let present = limits.disruptions?[place].after ?? 0
      for moment in [0, present / 4, present / 2, present * 3 / 4] where moment < present {
        var candidate = limits
        candidate.disruptions?[place].after = moment
        if accept(candidate) { break }
      }
    }
  }
}
