import Domain
import Simulation

/// One history: a plan executed once without and once with everything that the seed lets go wrong, and
/// both held against each other.
public struct History: Sendable {
  /// What it was made from.
  public let recipe: Recipe
  /// What is wrong; empty when nothing is.
  public private(set) var problems: [Problem] = []
  /// What happened.
  public private(set) var counts = HistoryCounts()

  /// Executes the history of a recipe.
  ///
  /// - Parameter tell: told what happens, line by line; nil for nobody.
  public init(_ recipe: Recipe, tell: ((String) -> Void)? = nil) {
    self.init(recipe, sabotage: .none, tell: tell)
  }

  init(_ recipe: Recipe, sabotage: Sabotage, tell: ((String) -> Void)? = nil) {
    self.recipe = recipe
    do throws(ConfigurationProblems) {
      guard let plan = try recipe.plan() else {
        tell?("the sizes and prices drawn exclude each other; there is nothing to execute")
        return
      }
      execute(plan, sabotage, tell)
    } catch {
      problems.append(Problem("recipe", "\(error)"))
    }
  }

  /// Whether nothing is wrong.
  public var passed: Bool { problems.isEmpty }

  private mutating func execute(
    _ plan: Plan, _ sabotage: Sabotage, _ tell: ((String) -> Void)?
  ) {
    counts.slots = plan.slotCount
    tell?("\(recipe.summary)")
    tell?("without disruptions:")
    var reference = Execution(recipe, plan, sabotage: .none, tell: tell)
    reference.run([])
    take(reference)
    tell?("with disruptions:")
    var disrupted = Execution(recipe, plan, sabotage: sabotage, tell: tell)
    disrupted.run(recipe.disruptions)
    take(disrupted)
    guard recipe.isRepeatable, let expected = reference.state, let found = disrupted.state else {
      return
    }
    if disrupted.looksAgain && expected.statistics.unknown > 0 { return }
    counts.comparisons += 1
    problems += found.differences(from: expected)
  }

  private mutating func take(_ execution: Execution) {
    problems += execution.problems
    counts.merge(execution.counts)
  }
}

extension Recipe {
  /// The plan and what goes wrong, in one line.
  public var summary: String {
    let parts = Feature.allCases.filter(features.contains).map(\.rawValue)
    let ends = disruptions.map(\.text)
    return "seed \(seed): \(slotCount) slots of \(accounts) accounts on \(markets) markets, "
      + "\(lanes) \(lanes == 1 ? "lane" : "lanes"); "
      + (parts.isEmpty ? "nothing special" : parts.joined(separator: ", ")) + "; "
      + (ends.isEmpty ? "no disruption" : ends.joined(separator: ", "))
  }
}
