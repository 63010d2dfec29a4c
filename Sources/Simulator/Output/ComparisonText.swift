import Audit
import Reporting
import Simulation

/// Two runs side by side for people.
struct ComparisonText {
  let comparison: RunComparison
  let style: Style

  /// The lines: what is compared, then the figures with their ratios.
  func lines() -> [String] {
    let (first, second) = (comparison.first, comparison.second)
    var table = TextTable([
      .init("Figure"), .init(first.report.runID, .right), .init(second.report.runID, .right),
      .init("Ratio", .right),
    ])
    for row in comparison.rows {
      table.append([row.name, row.text(row.first), row.text(row.second), row.ratioText])
    }
    return [plans, ""] + [first, second].map(Self.describe) + [""] + table.lines(style: style)
  }

  private var plans: String {
    guard comparison.isSamePlan else {
      return style.warning("The plans differ: the figures are of different work.")
    }
    return "Both executed the same plan"
      + (comparison.isSameTape ? " and made the same fills." : ".")
  }

  private static func describe(_ summary: RunSummary) -> String {
    let report = summary.report
    return
      "\(report.runID): \(summary.verdict.headline.lowercased()), \(summary.statusName), venue "
      + "\(report.plan.configuration.venue.type.rawValue), "
      + "\(report.lanes == 1 ? "1 lane" : "\(report.lanes) lanes"), seed \(report.plan.seed), audit "
      + summary.audit.verdict.rawValue
  }
}
