import Audit
import Domain
import JSONText
import Simulation

/// Two runs side by side as one page of HTML that opens without a network.
public struct HTMLComparison: Sendable {
  private let comparison: RunComparison
  private let chartLibrary: String?

  /// - Parameter chartLibrary: the source text of Chart.js 3; nil leaves the chart out.
  public init(_ comparison: RunComparison, chartLibrary: String?) {
    self.comparison = comparison
    self.chartLibrary = chartLibrary
  }

  /// The document.
  public var text: String {
    let (first, second) = (comparison.first, comparison.second)
    let title = "\(first.report.runID) and \(second.report.runID)"
    let plans =
      comparison.isSamePlan
      ? "Both executed the same plan\(comparison.isSameTape ? " and made the same fills" : "")."
      : "The plans differ: the figures are of different work."
    let body = """
      <header><h1>\(XMLText.escaped(title))</h1>
      <p class="\(comparison.isSamePlan ? "note" : "warning")">\(plans)</p></header>
      \(HTMLText.section("Runs", id: "runs", runs))
      \(HTMLText.section("Figures", id: "figures", figures))
      \(chartLibrary == nil ? "" : HTMLText.section("Percentiles", id: "plot", chart))
      """
    return HTMLPage(title: title, body: body, data: data, chartLibrary: chartLibrary).text
  }

  private var runs: String {
    HTMLText.table(
      ["Run", "Verdict", "Venue", "Lanes", "Seed", "Plan", "Audit"],
      [comparison.first, comparison.second].map { summary in
        let tone = HTMLText.Tone(rawValue: summary.verdict.tone.rawValue)
        return [
          .init(summary.report.runID), .init(summary.verdict.headline, tone),
          .init(summary.report.plan.configuration.venue.type.rawValue),
          .init(number: String(summary.report.lanes)), .init(String(summary.report.plan.seed)),
          .init(summary.report.plan.hash.digest), .init(summary.audit.verdict.rawValue),
        ]
      })
  }

  private var figures: String {
    HTMLText.table(
      ["", comparison.first.report.runID, comparison.second.report.runID, "Ratio"],
      comparison.rows.map { row in
        [
          .init(row.name), .init(number: row.text(row.first)), .init(number: row.text(row.second)),
          .init(number: row.ratioText),
        ]
      })
  }

  private var chart: String {
    """
    <figure><figcaption><p>Response times, warm-up left out.</p></figcaption>
    <div class="canvas"><canvas id="percentiles" role="img" aria-label="Percentiles of both runs">\
    </canvas></div></figure>
    """
  }

  private var data: String {
    var json = JSONWriter(style: .compact)
    json.beginObject()
    json.key("percentiles")
    json.beginArray()
    for (summary, color) in [(comparison.first, "c6"), (comparison.second, "c1")] {
      json.percentiles(
        summary.report.latency.response, name: summary.report.runID, color: color)
    }
    json.endArray()
    json.endObject()
    return String(decoding: json.drain(), as: UTF8.self)
  }
}
