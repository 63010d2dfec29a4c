import TestSupport
import Testing

@Suite("Killing at any instant")
struct KillCampaignTests {
  private static let plans = [
    KillPlan("mapped", seed: 1, kills: 10, ["--accounts", "200", "--trades-per-account", "1000"]),
    KillPlan(
      "buffered", seed: 2, kills: 10,
      ["--accounts", "200", "--trades-per-account", "1000", "--no-save-after-each-slot"]),
    KillPlan(
      "faults", seed: 3, kills: 10,
      ["--accounts", "100", "--trades-per-account", "1000"] + KillPlan.faults(0.03)),
    KillPlan(
      "faults, buffered, an odd number of accounts", seed: 4, kills: 8,
      ["--accounts", "101", "--trades-per-account", "999", "--no-save-after-each-slot"]
        + KillPlan.faults(0.1) + ["--max-retries", "0"]),
    KillPlan(
      "resting orders and cancels of all kinds", seed: 5, kills: 10,
      ["--accounts", "99", "--trades-per-account", "2001"] + KillPlan.mixedOrders),
    KillPlan(
      "iterations, one market after the other, buffered", seed: 6, kills: 8,
      [
        "--accounts", "75", "--trades-per-account", "500", "--iterations", "5",
        "--market-distribution", "sequential", "--no-save-after-each-slot",
      ]),
    KillPlan(
      "everything at once", seed: 7, kills: 10,
      [
        "--accounts", "77", "--trades-per-account", "700", "--iterations", "2",
        "--self-trade-prevention", "cancelBoth",
      ] + KillPlan.mixedOrders + KillPlan.faults(0.05)),
    KillPlan(
      "budgets that run out", seed: 8, kills: 6,
      [
        "--accounts", "150", "--trades-per-account", "1000", "--no-recycle-proceeds", "--budget",
        "2000",
      ]),
    KillPlan(
      "synced, with fates that stay open", seed: 9, kills: 12,
      ["--accounts", "20", "--trades-per-account", "400", "--durability", "fsync"]
        + KillPlan.faults(0.2) + ["--max-retries", "0"]),
    KillPlan(
      "checkpoints while it runs", seed: 10, kills: 6,
      ["--accounts", "400", "--trades-per-account", "3000"]),
  ]

  @Test("the run comes out as if it had never been killed", arguments: plans)
  private func campaign(plan: KillPlan) throws {
    var campaign = try KillCampaign(plan)
    try campaign.perform()
    #expect(campaign.kills >= plan.kills)
  }

  @Test("the campaign is large enough")
  func size() {
    #expect(Self.plans.map(\.kills).reduce(0, +) >= 60)
    #expect(Set(Self.plans.map(\.seed)).count >= 6)
  }
}
