import Domain
import JSONText
import Replay
import Testing

@testable import Reporting
@testable import Simulation

@Suite("The per-slot log")
struct SlotLogTests {
  private let plan: Plan

  init() throws { plan = try SampleRun.summary().report.plan }

  @Test("a lower rate keeps some of the slots of a higher, and about as many as it says")
  func sampling() {
    let rates: [UInt64] = [1, 100, 10_000, 250_000, 1_000_000]
    let logs = rates.map { SlotLog(plan, .csv, samplingMillionths: $0) }
    var counts = rates.map { _ in 0 }
    for sequence: UInt64 in 0..<200_000 {
      let included = logs.map { $0.includes(sequence) }
      for (place, (lower, higher)) in zip(included, included.dropFirst()).enumerated() {
        #expect(!lower || higher, "slot \(sequence) at rate \(rates[place])")
      }
      for place in counts.indices where included[place] { counts[place] += 1 }
    }
    #expect(counts[4] == 200_000)
    #expect((49_000...51_000).contains(counts[3]), "\(counts)")
    #expect((1_800...2_200).contains(counts[2]), "\(counts)")
    #expect((5...50).contains(counts[1]), "\(counts)")
  }

  @Test("CSV and JSON lines say the same, null for what does not exist")
  func formats() throws {
    let slot = plan.scheduler.slot(at: 0)
    let record = SlotRecord(slot, isInProgress: false, attempts: 0)
    let csv = SlotLog(plan, .csv)
    #expect(csv.head == SlotLog.columns.joined(separator: ",") + "\n")
    let json = try JSONParser.parse(Array(SlotLog(plan, .jsonLines).line(record).utf8))
    let members = try #require(json.members)
    #expect(members.map(\.key) == ["schema"] + SlotLog.columns)
    let fields = members.dropFirst().map { $0.node.stringValue ?? $0.node.numberText ?? "" }
    #expect(csv.line(record) == CSVLine(fields).text)
    #expect(json["response_us"]?.isNull == true)
    #expect(json["sequence"]?.intValue == 0)
  }
}
