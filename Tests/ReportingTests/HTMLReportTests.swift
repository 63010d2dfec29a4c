import Budgets
import JSONText
import Testing

@testable import Reporting
@testable import Simulation

@Suite("The report as HTML")
struct HTMLReportTests {
  @Test("every element that begins ends, in order", arguments: [true, false])
  func wellFormed(hasCharts: Bool) throws {
    let summary = try SampleRun.summary()
    let text = HTMLReport(summary, chartLibrary: hasCharts ? "Chart" : nil).text
    var open: [Substring] = []
    var rest = Self.withoutScriptsAndStyle(text)[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let tag = rest[rest.index(after: start)..<end]
      let name = tag.prefix { $0 != " " }
      if tag.hasPrefix("/") {
        #expect(open.popLast() == tag.dropFirst(), "\(tag)")
      } else if !["meta", "!DOCTYPE"].contains(name) {
        open.append(name)
      }
      rest = rest[rest.index(after: end)...]
    }
    #expect(open.isEmpty, "\(open)")
    #expect(text.contains("<canvas") == hasCharts)
    #expect(text.contains("The charts are missing") == !hasCharts)
  }

  @Test("names of a run never become markup, nor end the data")
  func escaping() throws {
    let text = HTMLReport(try SampleRun.summary(runID: "x</script>"), chartLibrary: "Chart").text
    let markup = Self.withoutScriptsAndStyle(text)
    #expect(!markup.contains("<b>&\""))
    #expect(markup.contains("3 &lt;b&gt;&amp;&quot;&#39; \\ é,"))
    #expect(text.contains("3 \\u003cb\\u003e\\u0026"), "in the data of the charts")
    #expect(!text.contains("x</script>"))
  }

  @Test("nothing is loaded from anywhere")
  func offline() throws {
    let text = HTMLReport(try SampleRun.summary(), chartLibrary: "Chart").text
    #expect(text.contains("default-src 'none'"))
    for word in ["src=", "href=", "http://", "https://", "@import", "url("] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  @Test("the data of the charts is JSON that has what the script asks for")
  func data() throws {
    let summary = try SampleRun.summary()
    let data = ChartData(
      summary: summary, timeline: DisplayedTimeline(summary.report.measurement.timeline),
      budgets: BudgetRanking(summary.report))
    let json = try JSONParser.parse(Array(data.json.utf8))
    #expect(json["timeline"]?["start"]?.elements?.count == 3)
    #expect(json["timeline"]?["rates"]?.elements?.count == 2)
    #expect(json["percentiles"]?.elements?.count == 3)
    #expect(json["states"]?["labels"]?.elements?.map(\.stringValue) == ["completed", "pending"])
    let bars = json["histogram"]
    let series = try #require(bars?["series"]?.elements)
    let sums = series.map { series -> Int in
      let counts = series["counts"]?.elements ?? []
      return counts.reduce(0) { (sum: Int, node: JSONNode) -> Int in sum + (node.intValue ?? 0) }
    }
    #expect(sums == [90, 90])
  }

  @Test("an hour of seconds and a hundred thousand accounts stay small")
  func size() throws {
    let summary = try SampleRun.summary(seconds: 3600, slotsPerSecond: 30, accounts: 100_000)
    let text = HTMLReport(summary, chartLibrary: String(repeating: "Chart", count: 40_000)).text
    #expect(text.utf8.count < 1_500_000)
    let ranking = BudgetRanking(summary.report)
    #expect(ranking.count == 100_000)
    #expect(ranking.accounts.count == BudgetRanking.entriesMax)
    let used = ranking.accounts.map(\.budget.utilizationPartsPerMillion)
    #expect(used == used.sorted(by: >))
    #expect(ranking.accounts[0].account.hasPrefix("99999 "))
  }

  private static func withoutScriptsAndStyle(_ text: String) -> String {
    var rest = text
    for name in ["script", "style"] {
      while let start = rest.firstRange(of: "<\(name)"), let end = rest.firstRange(of: "</\(name)>")
      {
        rest.removeSubrange(start.lowerBound..<end.upperBound)
      }
    }
    return rest
  }
}

@Suite("What charts are made of")
struct ChartMaterialTests {
  @Test("merged intervals keep every count")
  func timeline() throws {
    let all = try SampleRun.summary(seconds: 1801).report.measurement.timeline
    let shown = DisplayedTimeline(all)
    #expect(shown.intervals.count <= DisplayedTimeline.intervalsMax)
    #expect(shown.intervalNanoseconds == 4_000_000_000)
    let completed: UInt64 = shown.intervals.reduce(0) { $0 + $1.counts.completed }
    let measured: UInt64 = shown.intervals.reduce(0) { $0 + $1.response.count }
    #expect(completed == 1801 * 30)
    #expect(measured == 1801 * 30)
  }

  @Test("percentiles are plotted upwards, to the longest", arguments: [1, 2, 100, 1_000_000_000])
  func steps(count: UInt64) {
    let steps = PercentilePlot.steps(count: count)
    #expect(steps.first?.perMillion == 0)
    #expect(steps.last?.perMillion == 1_000_000)
    for (left, right) in zip(steps, steps.dropFirst()) {
      #expect(left.perMillion <= right.perMillion)
      #expect(left.inverse <= right.inverse)
    }
  }

  @Test("bars hold every slot, each below the bar's end and above the end before")
  func bars() {
    var latency = LatencyMeasurement()
    for exponent in 0..<42 {
      for offset in -1...1 {
        latency.response.record(nanoseconds: Int64(1) << Int64(exponent) + Int64(offset))
      }
    }
    let bars = LatencyBars(latency)
    let sum: UInt64 = bars.response.reduce(0, +)
    #expect(sum == 42 * 3)
    #expect(bars.service.allSatisfy { $0 == 0 })
    for (left, right) in zip(bars.ends, bars.ends.dropFirst()) { #expect(left <= right) }
    #expect(bars.ends.last ?? 0 >= latency.response.nanosecondsMax)
  }
}
