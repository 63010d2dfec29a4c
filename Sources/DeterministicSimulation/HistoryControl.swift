import Domain
import Platform
import Simulation

/// Steers the runs of one history: the policy decides, a drawn signal stops, and time passes.
final class HistoryControl: RunControl {
  private let policy: FailurePolicy
  private let seed: UInt64
  private let pauses: Bool
  private let clock: ManualClock
  private var draw: Draw
  private var looks: UInt64 = 0
  private var stopsAfter: UInt64?
  /// Whether the run was asked to stop.
  private(set) var hasStopped = false

  init(plan: Plan, recipe: Recipe, clock: ManualClock) {
    policy = plan.configuration.processor.onFailure
    pauses = recipe.features.contains(.pauses)
    self.clock = clock
    seed = recipe.seed
    draw = Draw(seed: recipe.seed, purpose: 5)
  }

  /// Begins a process's work.
  func begin(_ disruption: Disruption?) {
    looks = 0
    hasStopped = false
    stopsAfter = disruption.flatMap { $0.kind == .stop ? $0.after : nil }
  }

  var isStopRequested: Bool {
    looks += 1
    // Long enough for a checkpoint to be due.
    if pauses && draw.pick(128) == 0 { clock.advance(by: .milliseconds(6000)) }
    if let stopsAfter, looks > stopsAfter { hasStopped = true }
    return hasStopped
  }

  /// What the policy says; where runs quit now and then, what a person might, who is of the same mind
  /// whenever the same slot has failed as often.
  func decide(_ report: FailureReport) -> FailureDecision? {
    if case .quit = policy {
      let place = report.slot.sequence << 8 | UInt64(report.attempts & 0xFF)
      var draw = Draw(seed: seed, purpose: 6, position: place)
      return [.quit, .retry, .retry, .skip, .continue, .continue][draw.pick(6)]
    }
    return switch policy {
    case .retry: .retry
    case .skip: .skip
    case .continue: .continue
    case .quit: .quit
    }
  }

  func continues(withSchedule next: UInt64, of count: UInt64) -> Bool { true }

  func show(_ progress: RunProgress) {}
}
