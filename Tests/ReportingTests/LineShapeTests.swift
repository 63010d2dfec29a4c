import Budgets
import Domain
import JSONText
import Platform
import Replay
import Testing

@testable import Reporting
@testable import Simulation

@Suite("JSON Lines and CSV say the same")
struct LineShapeTests {
  private let plan: Plan

  init() throws {
    let text = """
      {"scheduler": {"trades_per_account": 200, "resting_share": 0.1, "cancel_share": 0.1,
        "matching_strategy": {"match_with": "test-account-2"}}}
      """
    plan = try Plan(Configuration.read(file: ("test", Array(text.utf8))))
  }

  /// The members of the one object that `write` writes, without its schema, as a line of CSV.
  private func line(
    _ columns: [String], _ schema: String, _ write: (inout JSONWriter) -> Void
  ) throws -> String {
    var json = JSONWriter(style: .compact)
    write(&json)
    let members = try #require(try JSONParser.parse(json.drain()).members)
    #expect(members.map(\.key) == ["schema"] + columns)
    #expect(members.first?.node.stringValue == schema)
    return CSVLine(
      members.dropFirst().map { $0.node.stringValue ?? $0.node.numberText ?? "" }
    ).text
  }

  @Test("planned slots")
  func plannedSlots() throws {
    let fields = PlannedSlotFields(plan)
    var roles: Set<SlotRole> = []
    for sequence in 0..<plan.slotCount {
      let slot = plan.scheduler.slot(at: sequence)
      roles.insert(slot.role)
      let line = try line(PlannedSlotFields.columns, PlannedSlotFields.schema) {
        fields.write(slot, to: &$0)
      }
      #expect(fields.csvLine(slot) == line)
      #expect((fields.counterparty(of: slot) == nil) == (slot.plannedCounterpart == nil))
    }
    #expect(roles.count == 4)
  }

  @Test("budget snapshots", arguments: [nil, 12] as [UInt64?])
  func snapshots(slot: UInt64?) throws {
    let lines = BudgetSnapshotLines(plan)
    let snapshot = BudgetSnapshot(
      time: WallTime(unixNanoseconds: 0), slot: slot,
      operation: BudgetOperation(
        kind: .lock, account: AccountIndex(0), asset: AssetIndex(0),
        amount: Amount(minorUnits: 150_000_000),
        after: AccountBudget(initial: Amount(minorUnits: 7))))
    let line = try line(BudgetSnapshotLines.columns, BudgetSnapshotLines.schema) {
      lines.write(snapshot, to: &$0)
    }
    #expect(CSVLine(lines.fields(snapshot)).text == line)
    let start = "1970-01-01T00:00:00.000Z,\(slot.map { String($0) } ?? ""),test-account-1,"
    #expect(line.hasPrefix(start + "\(plan.assets[0].id),lock,1.50000000,0.00000007,"))
  }
}
