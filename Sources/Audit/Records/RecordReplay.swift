public import Journal
import Platform
public import Simulation

/// Replays the records of a whole run: those of one lane after the other, or of several at once.
///
/// It may begin while the run is at work: then a thread of its own, with the lowest priority, follows the
/// journals, and little is left to do when the run ends.
public final class RecordReplay: @unchecked Sendable {
  private let plan: Plan
  private let stop = SharedFlag()
  /// Touched by the following thread until it is joined, then by the thread that asks for the end.
  private let boxes: [Box]
  private var thread: OSThread?

  /// Whether lanes are replayed side by side.
  private let usesThreads: Bool

  /// A replay of the run in `directory`, whose journals may not exist yet.
  public init(_ plan: Plan, _ directory: RunDirectory, usesThreads: Bool = true) {
    self.plan = plan
    self.usesThreads = usesThreads
    boxes = directory.lanes(count: plan.lanes.laneCount).map { Box(LaneReplay(plan, $0)) }
  }

  /// Begins to follow the journals where a processor is left over for it; else `finish` does all.
  public func follow() {
    guard ProcessorCount.online > plan.lanes.laneCount else { return }
    thread = try? OSThread { [self] in
      ThreadPriority.lowest()
      followAll()
    }
  }

  private func followAll() {
    let clock = SystemClock()
    while !stop.isRaised {
      var taken: UInt64 = 0
      for box in boxes { taken += box.replay.advance(atMost: Self.recordsAtOnce) }
      guard taken == 0 else { continue }
      clock.sleep(until: Instant(nanoseconds: clock.now().nanoseconds + Self.pauseNanoseconds))
    }
  }

  private static var recordsAtOnce: UInt64 { 16_384 }
  private static var pauseNanoseconds: Int64 { 2_000_000 }
  private static var patienceNanoseconds: Int64 { 500_000_000 }

  /// Stops following, and replays what is left; lanes side by side.
  ///
  /// - Parameter isHurried: whether what cannot be replayed in half a second is left out.
  /// - Returns: the audit of each lane, or why it could not be made.
  public func finish(isHurried: Bool = false) -> [LaneReplay] {
    stop.raise()
    thread.take()?.join()
    guard !isHurried else {
      let clock = SystemClock()
      let end = clock.now().nanoseconds + Self.patienceNanoseconds
      for box in boxes {
        while clock.now().nanoseconds < end, box.replay.advance(atMost: Self.recordsAtOnce) > 0 {}
      }
      return boxes.map(\.replay)
    }
    var threads = ThreadGroup()
    for box in boxes.dropFirst() {
      let work: @Sendable () -> Void = { box.replay.advanceToEnd() }
      if !usesThreads || (try? threads.start(work)) == nil { work() }
    }
    boxes[0].replay.advanceToEnd()
    threads.joinAll()
    return boxes.map(\.replay)
  }

  /// A lane's replay, in the hands of one thread at a time.
  private final class Box: @unchecked Sendable {
    var replay: LaneReplay
    init(_ replay: LaneReplay) { self.replay = replay }
  }
}

/// The replay of one lane's journal.
public struct LaneReplay: Sendable {
  /// What was found so far.
  public internal(set) var audit: LaneAudit
  /// Why the journal could not be read on; nil when it could.
  public private(set) var failure: JournalError?
  private var follower: JournalFollower

  init(_ plan: Plan, _ directory: RunDirectory) {
    audit = LaneAudit(plan, lane: directory.lane ?? 0)
    follower = JournalFollower(path: directory.journal, on: directory.volume)
  }

  /// Takes what is new; the number of records, 0 when there is nothing.
  mutating func advance(atMost limit: UInt64) -> UInt64 {
    guard failure == nil else { return 0 }
    do throws(JournalError) {
      return try follower.take(
        atMost: limit, transfer: { audit.take($0) },
        { audit.take($0.outcome, fills: $0.fills) })
    } catch {
      failure = error
      return 0
    }
  }

  mutating func advanceToEnd() { while advance(atMost: .max) > 0 {} }
}
