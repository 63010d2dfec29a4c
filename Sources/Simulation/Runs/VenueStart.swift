import Domain
import Matching
import Platform

/// What a venue starts from.
struct VenueStart: Sendable {
  /// The saved state; nil for a fresh run.
  let state: VenueState?
  /// When the run would have started had it never been stopped.
  let runStart: Instant
  /// The lane that the venue is for, and how many there are.
  var lane = 0
  var laneCount = 1

  /// The engine, as saved or with the plan's deposits.
  func embedded(_ plan: Plan) throws(RunError) -> EmbeddedVenue {
    let prevention = plan.configuration.venue.selfTradePrevention
    if let state {
      do {
        return EmbeddedVenue(
          engine: try MatchingEngine(
            decoding: state.venue, markets: plan.markets, accountCount: plan.accounts.count,
            assetCount: plan.assets.count, selfTradePrevention: prevention))
      } catch {
        throw RunError(.badRecords, "the saved order book cannot be restored: \(error)")
      }
    }
    var engine = MatchingEngine(
      markets: plan.markets, accountCount: plan.accounts.count, assetCount: plan.assets.count,
      selfTradePrevention: prevention)
    for (account, budgets) in plan.initialBudgets(
      lane: lane, of: laneCount
    ).enumerated() {
      for (asset, amount) in budgets.enumerated() where amount > .zero {
        engine.deposit(amount, account: AccountIndex(account), asset: AssetIndex(asset))
      }
    }
    return EmbeddedVenue(engine: engine)
  }

  /// The faults before `base`, with the answers that are still lost.
  func faulty<Base: Venue & ~Copyable, Clock: SimulatorClock>(
    _ base: consuming Base, _ faults: FaultConfiguration, _ plan: Plan, _ clock: Clock
  ) -> FaultyVenue<Base, Clock> {
    FaultyVenue(
      base: base, faults: faults, seed: plan.seed, clock: clock, runStart: runStart,
      lostEvents: state?.lostEvents ?? [:])
  }
}
