import Audit
import Domain
import Testing

@testable import Reporting
@testable import Simulation

@Suite("JUnit XML")
struct JUnitReportTests {
  @Test("thresholds and audit, letter by letter")
  func document() throws {
    let text = JUnitReport(try SampleRun.summary(runID: "a<b")).text
    #expect(
      text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="simulator run a&lt;b">
          <testsuite name="thresholds" tests="2" failures="1" errors="0" skipped="0" time="3.000">
            <testcase classname="simulator.thresholds" name="lag.p99 &lt; 50ns"><failure \
        message="measured 100ns">lag.p99 &lt; 50ns</failure></testcase>
            <testcase classname="simulator.thresholds" name="slots.dropped == 0"/>
          </testsuite>
          <testsuite name="audit" tests="16" failures="1" errors="0" skipped="14" time="3.000">
            <testcase classname="simulator.audit" name="1 one order per slot"/>
        \(Self.vacuous(2, 6))
            <testcase classname="simulator.audit" name="7 the book is sound"><failure \
        message="2 violations">slot 7, market &lt;&amp;&gt;: expected order 7 &amp; 8, found &lt;none&gt;
        order \u{FFFD}&quot;odd&quot;: expected order 7 &amp; 8, found &lt;none&gt;</failure></testcase>
        \(Self.vacuous(8, 10))
            <testcase classname="simulator.audit" name="11 budgets and venue agree"><skipped \
        message="venue was &lt;gone&gt;"/></testcase>
        \(Self.vacuous(12, 16))
          </testsuite>
        </testsuites>

        """)
  }

  /// The cases of invariants that speak of nothing in the sample.
  private static func vacuous(_ first: Int, _ last: Int) -> String {
    Invariant.allCases.filter { (first...last).contains($0.rawValue) }.map {
      "    <testcase classname=\"simulator.audit\" name=\"\($0.rawValue) \($0.name)\"><skipped "
        + "message=\"there was nothing to check\"/></testcase>"
    }.joined(separator: "\n")
  }

  @Test("a threshold that was never measured is a failure")
  func unmeasured() throws {
    let summary = try SampleRun.summary(
      seconds: 0, thresholds: #"["response.p99 < 1s"]"#)
    #expect(JUnitReport(summary).text.contains(#"<failure message="measured nothing measured">"#))
  }
}
