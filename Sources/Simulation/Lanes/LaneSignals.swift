internal import Synchronization

/// What a lane is told by others, looked at before every slot: one relaxed load.
///
/// Every lane has signals of its own, and they are larger than two cache lines: neither the flags nor
/// the object's reference count share a line with something that another lane writes to.
final class LaneSignals: Sendable {
  private let isCalled = Atomic<Bool>(false)
  private let isStopping = Atomic<Bool>(false)
  private let padding: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0, 0, 0, 0, 0, 0, 0, 0
  )
  private let morePadding: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0, 0, 0, 0, 0, 0, 0, 0
  )

  /// Whether the lane is to look what it is told: to stop, or to answer a request.
  var hasNews: Bool { isCalled.load(ordering: .relaxed) }

  /// Whether the lane shall stop.
  var isStopRequested: Bool { isStopping.load(ordering: .relaxed) }

  /// Tells the lane to stop.
  func stop() {
    isStopping.store(true, ordering: .relaxed)
    isCalled.store(true, ordering: .releasing)
  }

  /// Tells the lane that another asks it for budget.
  func call() { isCalled.store(true, ordering: .releasing) }

  /// Notes that requests have been looked at. A stop stays news.
  func noteAnswered() {
    isCalled.store(isStopRequested, ordering: .releasing)
    // A stop that came between the two lines must not be forgotten.
    if isStopRequested { isCalled.store(true, ordering: .releasing) }
  }
}
