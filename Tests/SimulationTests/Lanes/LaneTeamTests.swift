import Budgets
import Domain
import Platform
import Testing

@testable import Simulation

/// What lanes ask of each other.
@Suite("Lanes: team") struct LaneTeamTests {
  private let need = ShareNeed(
    account: AccountIndex(0), asset: AssetIndex(0), amount: Amount(minorUnits: 5))

  @Test("a lane that is gone is not asked")
  func goneBefore() {
    let team = LaneTeam(laneCount: 2, sessionStart: Instant(nanoseconds: 0))
    team.noteGone(1)
    #expect(team.ask(0, need).isEmpty)
  }

  @Test("a lane that goes while it is asked has answered")
  func goneMeanwhile() throws {
    let team = LaneTeam(laneCount: 3, sessionStart: Instant(nanoseconds: 0))
    let need = need
    let asking = try OSThread { _ = team.ask(0, need) }
    while team.requests(to: 1).isEmpty {}
    team.noteGone(1)
    while team.requests(to: 2).isEmpty {}
    for request in team.requests(to: 2) { team.answer(request, nil) }
    asking.join()
  }
}
