import Audit
import Domain
import Simulation

/// Thresholds and audit of a run as JUnit XML, which continuous integration systems show: one suite
/// each, one test case for every threshold and every check.
public struct JUnitReport: Sendable {
  private let summary: RunSummary

  /// Shows the run that `summary` tells of.
  public init(_ summary: RunSummary) { self.summary = summary }

  /// The document.
  public var text: String {
    let suites = [
      suite("thresholds", summary.thresholds.map(threshold)), suite("audit", auditCases),
    ]
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="simulator run \(XMLText.escaped(summary.report.runID))">
      \(suites.joined(separator: "\n"))
      </testsuites>

      """
  }

  /// What came of one test case.
  private enum Outcome {
    case passed
    case failed(message: String, details: String)
    case skipped(message: String)
  }

  private struct Case {
    let name: String
    let outcome: Outcome
  }

  private func threshold(_ result: ThresholdResult) -> Case {
    let outcome: Outcome =
      switch result.verdict {
      case .passed: .passed
      case .failed, .unmeasured:
        .failed(message: "measured \(result.measuredText)", details: result.threshold.text)
      }
    return Case(name: result.threshold.text, outcome: outcome)
  }

  private var auditCases: [Case] {
    summary.audit.findings.map { finding in
      Case(
        name: "\(finding.invariant.rawValue) \(finding.invariant.name)",
        outcome: Self.outcome(of: finding))
    }
  }

  private static func outcome(of finding: InvariantFinding) -> Outcome {
    switch finding.status {
    case .held: .passed
    case .vacuous: .skipped(message: "there was nothing to check")
    case .unchecked: .skipped(message: finding.leftOut.joined(separator: "; "))
    case .violated:
      .failed(
        message: finding.violationCount == 1
          ? "1 violation" : "\(finding.violationCount) violations",
        details: finding.violations.map(\.message).joined(separator: "\n"))
    }
  }

  private func suite(_ name: String, _ cases: [Case]) -> String {
    var failures = 0
    var skipped = 0
    var lines: [String] = []
    for entry in cases {
      let head =
        "    <testcase classname=\"simulator.\(name)\" name=\"\(XMLText.escaped(entry.name))\""
      switch entry.outcome {
      case .passed: lines.append(head + "/>")
      case .failed(let message, let details):
        failures += 1
        lines.append(
          head + "><failure message=\"\(XMLText.escaped(message))\">\(XMLText.escaped(details))"
            + "</failure></testcase>")
      case .skipped(let message):
        skipped += 1
        lines.append(head + "><skipped message=\"\(XMLText.escaped(message))\"/></testcase>")
      }
    }
    let seconds = RunSummary.fixed(Double(summary.report.elapsedNanoseconds) / 1e9, 3)
    let head =
      "  <testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" "
      + "skipped=\"\(skipped)\" time=\"\(seconds)\">"
    return ([head] + lines + ["  </testsuite>"]).joined(separator: "\n")
  }
}
