import Platform
import Simulation

/// Shows how far a run is, in one of several ways, and answers SIGUSR1 with a summary.
final class ProgressView {
  private let mode: ProgressMode
  private let plan: Plan
  private let runID: String
  private let characters: Bar.Characters
  private let write: (String) -> Void
  private var screen = LiveScreen()
  private var budgets = LiveBudgets()
  private var nextMoment: Int64

  init(
    mode: ProgressMode, plan: Plan, runID: String, characters: Bar.Characters,
    write: @escaping (String) -> Void
  ) {
    self.mode = mode
    self.plan = plan
    self.runID = runID
    self.characters = characters
    self.write = write
    // A terminal shows something at once, lines come when there is something to tell.
    nextMoment = mode == .tty ? 0 : mode.interval
  }

  /// Shows the present state where it is time to.
  func show(_ progress: RunProgress) {
    if Interruption.takeSummaryRequest() { writeSummary(progress) }
    guard mode != .none, progress.nanosecondsHere >= nextMoment else { return }
    nextMoment = progress.nanosecondsHere + mode.interval
    let plain = PlainProgress(progress: progress, plan: plan)
    switch mode {
    case .none: break
    case .tty: draw(progress)
    case .plain: write(plain.line + "\n")
    case .json: write(plain.json(runID: runID))
    }
  }

  /// Takes the live display away, so that other text can be written.
  func clear() {
    let text = screen.clear(columns: size.columns)
    if !text.isEmpty { write(text) }
  }

  private func writeSummary(_ progress: RunProgress) {
    clear()
    budgets.update(progress)
    let lines = PlainProgress(progress: progress, plan: plan).summary(budgets: budgets.summary)
    write(lines.joined(separator: "\n") + "\n")
  }

  /// Asks for the terminal's size at every frame, which is how a resize is noticed.
  private func draw(_ progress: RunProgress) {
    budgets.update(progress)
    let frame = LiveFrame(
      progress: progress, plan: plan, budgets: budgets.summary, characters: characters)
    let (columns, rows) = size
    write(screen.draw(frame.lines(columns: columns, rows: rows), columns: columns))
  }

  private var size: (columns: Int, rows: Int) {
    Terminal.size(Terminal.error).map { ($0.columns, max(2, $0.rows)) } ?? (80, 24)
  }
}
