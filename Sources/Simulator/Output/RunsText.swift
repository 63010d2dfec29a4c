import Domain
import Platform
import Reporting
import Simulation

/// The list of saved runs for people: a table, and below it what is wrong with damaged runs.
struct RunsText {
  let runs: [RunOverview]
  let style: Style

  /// The lines, headings first.
  func lines() -> [String] {
    var table = TextTable([
      .init("Run"), .init("State"), .init("Progress"), .init("Failed", .right),
      .init("Unknown", .right), .init("Venue"), .init("Started"), .init("Process", .right),
    ])
    for run in runs { table.append(cells(run)) }
    let problems = runs.compactMap { run in
      run.problem.map { style.error("\(run.runID): \($0)") }
    }
    return table.lines(style: style) + problems
  }

  private func cells(_ run: RunOverview) -> [String] {
    guard run.problem == nil else {
      return [run.runID, run.state.rawValue, "", "", "", "", "", run.process ?? ""]
    }
    return [
      run.runID, run.state.rawValue, progress(run), Shown.count(run.failed),
      Shown.count(run.unknown), run.venue, run.createdAt?.text ?? "", run.process ?? "",
    ]
  }

  private func progress(_ run: RunOverview) -> String {
    let percent = UInt128(run.finished) * 100 / UInt128(max(1, run.slotCount))
    return "\(Shown.count(run.finished)) of \(Shown.count(run.slotCount)) "
      + "(\(percent) %)"
  }
}
