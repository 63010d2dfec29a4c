import Domain
import JSONText
import Testing

@testable import Reporting
@testable import Simulation

@Suite("Two runs side by side")
struct RunComparisonTests {
  @Test("figures and ratios")
  func rows() throws {
    let comparison = RunComparison(
      try SampleRun.summary(runID: "a", seconds: 2),
      try SampleRun.summary(runID: "b", seconds: 3, slotsPerSecond: 40))
    let row = { (key: String) in comparison.rows.first { $0.key == key } }
    #expect(row("finished")?.ratioText == "2.000")
    #expect(row("elapsed")?.ratioText == "1.500")
    #expect(row("slots_per_second").map { $0.text($0.second) } == "40")
    #expect(row("slots_per_second")?.ratioText == "1.333")
    #expect(row("failed")?.ratioText == "-")
    #expect(row("lag_max")?.ratioText == "1.000")
    #expect(row("response_p9999")?.name == "Response p99.99")
    #expect(comparison.isSamePlan && comparison.isSameTape)
    #expect(Set(comparison.rows.map(\.key)).count == comparison.rows.count)
  }

  @Test("nothing measured has no ratio")
  func nothing() throws {
    let comparison = RunComparison(
      try SampleRun.summary(seconds: 0), try SampleRun.summary(seconds: 1))
    let row = comparison.rows.first { $0.key == "response_p50" }
    #expect(row?.first == nil && row?.second != nil && row?.ratio == nil)
    #expect(row.map { $0.text($0.first) } == "-")
  }

  @Test("as JSON and HTML")
  func formats() throws {
    let comparison = RunComparison(
      try SampleRun.summary(runID: "a"), try SampleRun.summary(runID: "<b>", accounts: 6))
    var json = JSONWriter(style: .pretty)
    comparison.write(to: &json)
    let tree = try JSONParser.parse(json.drain())
    #expect(tree["same_plan"]?.boolValue == false)
    #expect(tree["runs"]?.elements?.map { $0["run_id"]?.stringValue } == ["a", "<b>"])
    #expect(tree["figures"]?.elements?.count == comparison.rows.count)
    let html = HTMLComparison(comparison, chartLibrary: "Chart").text
    #expect(html.contains("&lt;b&gt;") && !html.contains("<b>"))
    #expect(html.contains("The plans differ"))
    #expect(html.contains("<canvas"))
  }

  @Test(
    "ratios are rounded to nearest", arguments: [(3, 1, "0.333"), (3, 2, "0.667"), (7, 7, "1.000")])
  func rounding(first: UInt64, second: UInt64, text: String) {
    let figure = ComparedFigure(key: "k", name: "n", unit: .count, first: first, second: second)
    #expect(figure.ratioText == text)
  }
}
