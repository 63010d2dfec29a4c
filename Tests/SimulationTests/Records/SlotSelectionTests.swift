import Domain
import Testing

@testable import Simulation

@Suite("Selecting slots of a plan")
struct SlotSelectionTests {
  @Test("a selection is a slice of the slots that match")
  func slices() throws {
    let text = RecordedRun.troubled(seed: 31)
    let plan = try Plan(Configuration.read(file: ("test", Array(text.utf8))))
    let whole = (0..<plan.slotCount).map(plan.scheduler.slot)
    var random = SplitMix64(seed: 31, purpose: 0, position: 0)
    for round in 0..<40 {
      var selection = SlotSelection()
      if round % 2 == 0 { selection.account = AccountIndex(Int(random.next(below: UInt64(12)))) }
      if round % 3 == 0 { selection.market = MarketIndex(Int(random.next(below: UInt64(2)))) }
      selection.offset = random.next(below: UInt64(40))
      selection.limit = random.next(below: UInt64(30))
      let expected = whole.filter {
        (selection.account == nil || selection.account == $0.account)
          && (selection.market == nil || selection.market == $0.market)
      }.dropFirst(Int(selection.offset)).prefix(Int(selection.limit))
      var seen: [ActionSlot] = []
      plan.scheduler.forEachSlot(selection) { slot in
        seen.append(slot)
        return true
      }
      #expect(seen == Array(expected), "\(selection)")
    }
  }

  @Test("it ends when no more is wanted, also in a plan beyond all memory")
  func ends() throws {
    let text = #"{"scheduler": {"trades_per_account": 100000000000000}}"#
    let plan = try Plan(Configuration.read(file: ("test", Array(text.utf8))))
    var seen: [UInt64] = []
    plan.scheduler.forEachSlot(SlotSelection(offset: plan.slotCount - 3)) { slot in
      seen.append(slot.sequence)
      return seen.count < 2
    }
    #expect(seen == [plan.slotCount - 3, plan.slotCount - 2])
  }
}
