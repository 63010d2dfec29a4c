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
          <testsuite name="audit" tests="3" failures="1" errors="0" skipped="1" time="3.000">
            <testcase classname="simulator.audit" name="slots add up"/>
            <testcase classname="simulator.audit" name="book is &lt;sound&gt;"><failure \
        message="2 violations">order 7 &amp; 8
        \u{FFFD}&quot;odd&quot;</failure></testcase>
            <testcase classname="simulator.audit" name="left out"><skipped message="venue was \
        &lt;gone&gt;"/></testcase>
          </testsuite>
        </testsuites>

        """)
  }

  @Test("a threshold that was never measured is a failure")
  func unmeasured() throws {
    let summary = try SampleRun.summary(
      seconds: 0, thresholds: #"["response.p99 < 1s"]"#)
    #expect(JUnitReport(summary).text.contains(#"<failure message="measured nothing measured">"#))
  }
}
