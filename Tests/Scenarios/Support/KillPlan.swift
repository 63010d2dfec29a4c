import Testing

/// A plan whose execution is killed again and again.
struct KillPlan: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// The seed of the plan and of the moments.
  let seed: UInt64
  /// How many kills must hit.
  let kills: Int
  /// What `run` is given.
  let options: [String]

  init(_ name: String, seed: UInt64, kills: Int, _ options: [String]) {
    testDescription = name
    self.seed = seed
    self.kills = kills
    self.options =
      options + ["--seed", "\(seed)"]
      + (options.contains("--budget") ? [] : ["--budget", "1000000"])
  }

  /// Every fault with this probability, retried without delay, and left failed in the end.
  static func faults(_ probability: Double) -> [String] {
    ["failure", "timeout_before_apply", "timeout_after_apply", "refusal"].flatMap {
      ["--fault", "\($0)=\(probability)"]
    } + ["--retry-base-delay-ms", "0", "--on-failure", "continue"]
  }

  static let mixedOrders = [
    "--resting-share", "0.4", "--cancel-share", "0.3", "--price-spread", "0.02",
    "--order-types", "limit=4,market=1", "--time-in-force",
    "goodTillCancel=3,immediateOrCancel=1,fillOrKill=1",
  ]
}
