import Domain
import Platform
import Simulation

/// Asks a person on a terminal what to do about a slot whose retries are used up.
final class FailurePrompt {
  private var input = LineInput()
  private let write: (String) -> Void

  init(write: @escaping (String) -> Void) { self.write = write }

  /// What the person answers; nil when a signal came instead. The end of input means quit.
  func decide(_ report: FailureReport, _ plan: Plan) -> FailureDecision? {
    write(Self.question(report, plan))
    while true {
      write("[R]etry, [S]kip, [C]ontinue or [Q]uit? ")
      switch next() {
      case .text(let line):
        if let decision = Self.decision(line) { return decision }
        write("Please answer retry, skip, continue or quit.\n")
      case .endOfInput:
        write("\nEnd of input: quitting.\n")
        return .quit
      case .interrupted where !Interruption.isRequested: continue
      case .interrupted, .timeout:
        write("\n")
        return nil
      }
    }
  }

  /// Whether to go on with the next schedule; no when a signal or the end of input came instead.
  func continues(withSchedule next: UInt64, of count: UInt64) -> Bool {
    while true {
      write("Schedule \(next - 1) of \(count) is done. Go on with the next? [Y/n] ")
      switch self.next() {
      case .text(let line):
        switch line.lowercased() {
        case "", "y", "yes": return true
        case "n", "no": return false
        default: write("Please answer yes or no.\n")
        }
      case .interrupted where !Interruption.isRequested: continue
      case .endOfInput, .interrupted, .timeout:
        write("\n")
        return false
      }
    }
  }

  private func next() -> LineInput.Line { (try? input.next()) ?? .endOfInput }

  static func decision(_ line: String) -> FailureDecision? {
    switch line.lowercased().filter({ $0 != " " }) {
    case "r", "retry": .retry
    case "s", "skip": .skip
    case "c", "continue": .continue
    case "q", "quit": .quit
    default: nil
    }
  }

  static func question(_ report: FailureReport, _ plan: Plan) -> String {
    let slot = report.slot
    let market = plan.markets[slot.market.position]
    let what =
      slot.action == .cancel
      ? "cancel of slot \(slot.counterpart ?? 0)"
      : "\(slot.side.name) \(market.text(slot.quantity)) at \(market.text(slot.price))"
    let fate =
      report.isUnknown
      ? "It may have been taken: skipped or continued, it stays unknown until a look-up settles it.\n"
      : ""
    let tries = report.attempts == 1 ? "1 try" : "\(report.attempts) tries"
    return """
      Slot \(slot.sequence) failed after \(tries): \(report.failure.text).
        account \(plan.accounts[slot.account.position].id), market \(market.id), \(what)
      \(fate)
      """
  }
}
