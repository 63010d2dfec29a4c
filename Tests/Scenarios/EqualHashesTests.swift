import TestSupport
import Testing

@Suite("Equal plans give equal hashes, however they are executed")
struct EqualHashesTests {
  private static let plan = [
    "run", "--accounts", "31", "--trades-per-account", "40", "--resting-share", "0.3",
    "--cancel-share", "0.1", "--price-spread", "0.01", "--json",
  ]

  @Test(
    "ways of executing",
    arguments: [
      [], ["--save-after-each-slot"], ["--no-save-after-each-slot"], ["--durability", "fsync"],
      ["--no-save-after-each-slot", "--durability", "fsync"], ["--trades-per-second", "2000"],
      ["--max-retries", "0"], ["--on-failure", "skip"], ["--progress", "plain"], ["--quiet"],
      ["--run-id", "other"], ["--state-dir", "elsewhere/deep"],
      ["--fault", "failure=0.2", "--retry-base-delay-ms", "0", "--max-retries", "50"],
      ["--fault", "timeout_after_apply=0.2", "--retry-base-delay-ms", "0", "--max-retries", "50"],
    ])
  func ways(options: [String]) throws {
    let place = try Workplace()
    let first = try place.run(Self.plan).summary()
    let second = try place.run(Self.plan + options)
    let summary = try second.summary()
    #expect(summary.essence == first.essence, "\(second.error)")
    #expect(summary.plan == first.plan)
    #expect(summary.verdict == "pass")
  }

  @Test(
    "other plans, other hashes",
    arguments: [
      ["--seed", "43"], ["--accounts", "32"], ["--trades-per-account", "41"],
      ["--price-spread", "0.02"], ["--budget", "9999"], ["--iterations", "2"],
    ])
  func others(options: [String]) throws {
    let place = try Workplace()
    var changed = Self.plan
    if let index = changed.firstIndex(of: options[0]) {
      changed[index + 1] = options[1]
    } else {
      changed += options
    }
    let first = try place.run(Self.plan).summary()
    let second = try place.run(changed).summary()
    #expect(first.plan != second.plan)
    #expect(first.ledger != second.ledger)
  }
}
