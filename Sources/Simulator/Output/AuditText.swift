import Audit
import Domain
import Reporting

/// An audit in words.
struct AuditText {
  let audit: AuditResult
  let style: Style

  /// The most violations that a summary shows.
  private static let violationsShown = 10

  /// What a run's summary says of it.
  func summaryLines() -> [String] {
    switch audit.verdict {
    case .pass: return [style.success("Audit      pass, \(extent)")]
    case .unknown where audit.leftOut.isEmpty:
      return [style.warning("Audit      left out")]
    case .unknown:
      return [style.warning("Audit      unknown: \(audit.leftOut.joined(separator: "; "))")]
    case .fail:
      var lines = [
        style.error("Audit      FAIL: \(Shown.count(audit.violationCount)) violations")
      ]
      for violation in audit.violations.prefix(Self.violationsShown) {
        lines.append("           \(violation.check): \(violation.message)")
      }
      return lines
    }
  }

  /// How much was checked.
  private var extent: String {
    let held = audit.findings.count { $0.status == .held }
    let all = audit.findings.count
    guard held < all else { return "all \(all) invariants held" }
    return "\(held) of \(all) invariants held, nothing to check for \(all - held)"
  }

  /// One row for each invariant, and what contradicts them.
  func lines() -> [String] {
    var table = TextTable([
      .init("No.", .right), .init("Invariant"), .init("Status"), .init("Facts", .right),
      .init("Violations", .right),
    ])
    for finding in audit.findings {
      table.append([
        "\(finding.invariant.rawValue)", finding.invariant.name, Self.word(finding.status),
        Shown.count(finding.factCount), Shown.count(finding.violationCount),
      ])
    }
    var lines = table.lines(style: style)
    for finding in audit.findings { lines += violationLines(finding) }
    for reason in audit.leftOut { lines.append(style.warning("left out: \(reason)")) }
    return lines + [""] + summaryLines().prefix(1)
  }

  private func violationLines(_ finding: InvariantFinding) -> [String] {
    guard let first = finding.first else { return [] }
    var lines = [
      "", style.error("\(finding.invariant.rawValue) \(finding.invariant.name)"),
      "  first: \(first.message)",
    ]
    for violation in finding.violations.dropFirst().prefix(Self.violationsShown - 1) {
      lines.append("         \(violation.message)")
    }
    if let worst = finding.worst, worst != first, worst.magnitude > 0 {
      lines.append("  worst: \(worst.message)")
    }
    let shown = UInt64(min(finding.violations.count, Self.violationsShown))
    if finding.violationCount > shown {
      lines.append("  and \(Shown.count(finding.violationCount - shown)) more")
    }
    return lines
  }

  private static func word(_ status: InvariantFinding.Status) -> String {
    switch status {
    case .held: "held"
    case .violated: "VIOLATED"
    case .unchecked: "left out"
    case .vacuous: "nothing to check"
    }
  }
}
