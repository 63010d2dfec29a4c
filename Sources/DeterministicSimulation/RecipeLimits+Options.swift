extension RecipeLimits {
  /// The limits of a recipe that is to be repeated as it is.
  public init(repeating recipe: Recipe, of limits: RecipeLimits) {
    self = limits
    disruptions = recipe.disruptions
  }

  /// The options that give them on the command line, for the history of one seed.
  public func options(seed: UInt64) -> [String] {
    var options = ["--seed", "\(seed)"]
    if slots != RecipeLimits().slots { options += ["--slots", "\(slots)"] }
    if let accounts { options += ["--accounts", "\(accounts)"] }
    if let markets { options += ["--markets", "\(markets)"] }
    if let lanes { options += ["--lanes", "\(lanes)"] }
    let left = Recipe.Feature.allCases.filter(without.contains).map(\.rawValue)
    if !left.isEmpty { options += ["--without", left.joined(separator: ",")] }
    if let disruptions {
      let texts = disruptions.map(\.text)
      options += ["--disrupt", texts.isEmpty ? "none" : texts.joined(separator: ",")]
    }
    return options
  }

  /// The command that repeats the history of a seed.
  public func command(seed: UInt64) -> String {
    (["simulator", "simulate"] + options(seed: seed)).joined(separator: " ")
  }
}
