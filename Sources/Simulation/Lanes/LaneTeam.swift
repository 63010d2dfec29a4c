import Budgets
import Domain
import Journal
import Platform

/// What the lanes of a run share: shares of budgets that one hands to another, progress, and the wish to
/// stop.
///
/// Every lane has a share of every budget and works with it alone, so that the path of a slot takes no
/// lock. A lane that lacks budget asks the others, which answer between two slots. While a lane waits,
/// for its next slot or for a venue outside, its share lies here and is taken from directly.
public final class LaneTeam: Sendable {
  /// Number of lanes.
  let laneCount: Int
  /// When this process took the run up; the same for all lanes.
  let sessionStart: Instant
  /// Up when lanes shall tell what they measured.
  let wantsMeasurement = SharedFlag()
  /// What each lane looks at before every slot.
  let signals: [LaneSignals]
  /// Who goes on while a lane waits; nil where every lane has a thread of its own.
  let turns: LaneTurns?
  private let shared: Monitor<State>

  private struct State {
    var shares: [LentShare?]
    var requests: [ShareRequest] = []
    var nextRequest: UInt64 = 0
    var progress: [RunProgress?]
    var snapshots: [RunSnapshot?]
    var ended = 0
    /// Lanes that answer nobody any more.
    var isGone: [Bool]
  }

  /// A team of so many lanes.
  init(laneCount: Int, sessionStart: Instant, turns: LaneTurns? = nil) {
    self.laneCount = laneCount
    self.sessionStart = sessionStart
    self.turns = turns
    signals = (0..<laneCount).map { _ in LaneSignals() }
    shared = Monitor(
      State(
        shares: Array(repeating: nil, count: laneCount),
        progress: Array(repeating: nil, count: laneCount),
        snapshots: Array(repeating: nil, count: laneCount),
        isGone: Array(repeating: false, count: laneCount)))
  }

  /// Asks all lanes to stop.
  func stop() {
    for signals in signals { signals.stop() }
  }

  /// Whether all lanes shall stop.
  var isStopped: Bool { signals[0].isStopRequested }

  /// Lays a lane's share here while the lane waits.
  func lend(_ share: consuming LentShare, of lane: Int) {
    let share = share
    shared.withLock { $0.shares[lane] = share }
  }

  /// Gives a lane its share back, with what others took meanwhile.
  func takeBack(_ lane: Int) -> LentShare {
    shared.withLock { state in
      guard let share = state.shares[lane] else { preconditionFailure("no share was lent") }
      state.shares[lane] = nil
      return share
    }
  }

  /// The requests that a lane is to answer now.
  func requests(to lane: Int) -> [ShareRequest] {
    signals[lane].noteAnswered()
    return shared.withLock { state in
      state.requests.filter { $0.to == lane && !$0.isAnswered }
    }
  }

  /// Answers a request: with what was handed out, or with nothing.
  func answer(_ request: ShareRequest, _ transfer: TransferRecord?) {
    shared.withLock { state in
      guard let place = state.requests.firstIndex(where: { $0.number == request.number }) else {
        preconditionFailure("a request is gone before its answer")
      }
      state.requests[place].isAnswered = true
      state.requests[place].answer = transfer
    }
  }

  /// Notes that a lane is gone, at its end or by a failure: who waits for its answer gets none.
  func noteGone(_ lane: Int) {
    shared.withLock { state in
      state.isGone[lane] = true
      for place in state.requests.indices where state.requests[place].to == lane {
        state.requests[place].isAnswered = true
      }
    }
  }

  /// Asks all other lanes for budget and waits for their answers. The asking lane's own share must lie
  /// here meanwhile, so that lanes can ask each other.
  ///
  /// - Returns: what each of them handed out, as the giver records it.
  func ask(_ lane: Int, _ need: ShareNeed) -> [(giver: Int, transfer: TransferRecord)] {
    var got: [(giver: Int, transfer: TransferRecord)] = []
    let open = shared.withLock { state in
      var open: [UInt64] = []
      for peer in 0..<laneCount where peer != lane && !state.isGone[peer] {
        if state.shares[peer] != nil {
          if let transfer = state.shares[peer]?.handOut(to: lane, need) {
            got.append((peer, transfer))
          }
          continue
        }
        state.nextRequest += 1
        open.append(state.nextRequest)
        state.requests.append(
          ShareRequest(number: state.nextRequest, from: lane, to: peer, need: need))
        signals[peer].call()
      }
      return open
    }
    guard !open.isEmpty else { return got }
    return got + answers(to: open, lane, need)
  }

  private func answers(
    to numbers: [UInt64], _ lane: Int, _ need: ShareNeed
  ) -> [(giver: Int, transfer: TransferRecord)] {
    var got: [(giver: Int, transfer: TransferRecord)]?
    while got == nil && turns?.isStuck != true {
      got = wait { state in
        for place in state.requests.indices where state.requests[place].from == lane {
          let peer = state.requests[place].to
          // A lane that came to wait answers no more; its share lies here.
          guard !state.requests[place].isAnswered, state.shares[peer] != nil else { continue }
          state.requests[place].isAnswered = true
          state.requests[place].answer = state.shares[peer]?.handOut(to: lane, need)
        }
        let mine = state.requests.filter { $0.from == lane }
        guard mine.allSatisfy(\.isAnswered) else { return nil }
        state.requests.removeAll { $0.from == lane }
        return mine.compactMap { request in request.answer.map { (request.to, $0) } }
      }
    }
    return got ?? []
  }

  /// Waits a while for `body` to give a result, which other lanes bring about.
  private func wait<Result>(for body: (inout State) -> Result?) -> Result? {
    guard let turns else {
      return shared.wait(until: SystemClock().now() + .milliseconds(50), for: body)
    }
    if let result = shared.withLock(body) { return result }
    turns.takeOneOrBeStuck()
    return nil
  }

  /// Notes how far a lane is.
  func report(_ progress: RunProgress, of lane: Int) {
    shared.withLock { $0.progress[lane] = progress }
  }

  /// Notes a lane's last checkpoint.
  func note(_ snapshot: RunSnapshot, of lane: Int) {
    shared.withLock { $0.snapshots[lane] = snapshot }
  }

  /// The lanes' last checkpoints; nil until each has written one.
  var snapshots: [RunSnapshot]? {
    let all = shared.withLock { $0.snapshots }.compactMap(\.self)
    return all.count == laneCount ? all : nil
  }

  /// How far all lanes together are; nil before each has told.
  var progress: RunProgress? {
    let all = shared.withLock { $0.progress }.compactMap(\.self)
    guard all.count == laneCount, var sum = all.first else { return nil }
    for lane in all.dropFirst() { sum.merge(lane) }
    sum.lanes = laneCount
    return sum
  }

  /// Notes that a lane has nothing left to do. Its share must lie here.
  func noteEnd() { shared.withLock { $0.ended += 1 } }

  /// Whether no lane has anything left to do, or all shall stop.
  var isOver: Bool { isStopped || shared.withLock { $0.ended } == laneCount }

  /// Waits until that is so.
  func waitForOthers() {
    while !isStopped {
      let deadline = SystemClock().now() + .milliseconds(50)
      let isOver: Bool? = shared.wait(until: deadline) { $0.ended == laneCount ? true : nil }
      if isOver != nil { return }
    }
  }
}

/// What a lane lacks.
struct ShareNeed: Sendable {
  let account: AccountIndex
  let asset: AssetIndex
  let amount: Amount
}

/// One lane's question to another.
struct ShareRequest: Sendable {
  let number: UInt64
  let from: Int
  let to: Int
  let need: ShareNeed
  var isAnswered = false
  /// What was handed out, as the giver records it.
  var answer: TransferRecord?
}

/// A lane's share of all budgets while the lane waits, and what others took from it since.
struct LentShare: Sendable {
  var budgets: BudgetStore
  /// How much was handed out so far, by receiving lane.
  var sent: [UInt64]
  /// What was taken, for the owner to record.
  var handedOut: [TransferRecord] = []

  /// Takes what another lane needs, and half of what is there if that is more, so that it does not
  /// come again soon.
  mutating func handOut(to peer: Int, _ need: ShareNeed) -> TransferRecord? {
    let half = budgets.available(need.account, need.asset).minorUnits / 2
    let wanted = max(need.amount, Amount(minorUnits: half))
    let taken = budgets.transferOut(need.account, need.asset, upTo: wanted)
    guard taken > .zero else { return nil }
    sent[peer] += 1
    let transfer = TransferRecord(
      isOutgoing: true, peer: UInt16(peer), number: sent[peer], frontier: 0,
      account: need.account.value, asset: need.asset.value, minorUnits: taken.minorUnits)
    handedOut.append(transfer)
    return transfer
  }
}

extension RunProgress {
  /// Adds how far another lane is.
  mutating func merge(_ other: RunProgress) {
    finished += other.finished
    finishedHere += other.finishedHere
    nanosecondsHere = max(nanosecondsHere, other.nanosecondsHere)
    elapsedNanoseconds = max(elapsedNanoseconds, other.elapsedNanoseconds)
    statistics.merge(other.statistics)
    measurement.merge(other.measurement)
    budgets += other.budgets
  }
}
