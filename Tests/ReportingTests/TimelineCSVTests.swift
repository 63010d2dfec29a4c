import Testing

@testable import Reporting
@testable import Simulation

@Suite("The timeline as CSV")
struct TimelineCSVTests {
  @Test("a line for each interval under the names of the columns")
  func lines() throws {
    let summary = try SampleRun.summary(seconds: 5)
    let lines = TimelineCSV(summary.report.measurement.timeline).text.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[0].hasPrefix("start_seconds,seconds,offered,sent,completed,failed,"))
    #expect(lines[0].hasSuffix(",service_us_p50,service_us_p90,service_us_p99,service_us_max"))
    for line in lines {
      #expect(line.split(separator: ",").count == TimelineCSV.columns.count, "\(line)")
    }
    #expect(lines[5].hasPrefix("4,1,30,0,30,0,"))
  }

  @Test("a run in which nothing happened has no lines")
  func nothing() { #expect(TimelineCSV(Timeline()).text.split(separator: "\n").count == 1) }
}
