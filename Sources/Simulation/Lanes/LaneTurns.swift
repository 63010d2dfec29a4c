import Domain

/// A lane whose work is done step by step.
protocol SteppedLane: AnyObject {
  /// Whether there is something to do now.
  var isReady: Bool { get }

  /// Does the next step.
  func step()
}

/// Lets the lanes of a run take turns on one thread, in an order that a seed decides, where otherwise
/// each has a thread of its own.
///
/// A lane that would wait for others, or sleeps with its share open to them, lets them take steps in the
/// meantime, on top of its own. Lanes that are in the middle of a step are never entered again.
public final class LaneTurns: @unchecked Sendable {
  private var random: SplitMix64
  private var lanes: [any SteppedLane] = []
  private var isInStep: [Bool] = []
  /// How many steps were taken.
  public private(set) var steps: UInt64 = 0
  /// Whether a lane waited for others that would never have gone on.
  public private(set) var isStuck = false

  /// Turns in the order of a seed.
  public init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// Takes up the lanes of a run.
  func begin(_ lanes: [any SteppedLane]) {
    self.lanes = lanes
    isInStep = lanes.map { _ in false }
  }

  /// Lets one lane take a step that is not in the middle of one.
  ///
  /// - Returns: false when there is none.
  func takeOne() -> Bool {
    let ready = lanes.indices.filter { !isInStep[$0] && lanes[$0].isReady }
    guard !ready.isEmpty else { return false }
    let lane = ready[Int(random.next(below: UInt64(ready.count)))]
    steps += 1
    isInStep[lane] = true
    lanes[lane].step()
    isInStep[lane] = false
    return true
  }

  /// Lets other lanes take some steps, or none.
  func takeSome() {
    for _ in 0..<random.next(below: UInt64(4)) where !takeOne() { return }
  }

  /// Lets another lane take a step while one waits for it; notes that it would wait for ever.
  func takeOneOrBeStuck() {
    if !takeOne() { isStuck = true }
  }
}
