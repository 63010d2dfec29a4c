import Domain
import Journal
import Platform

/// One lane, brought back to where its journal ends.
final class RestoredLane<V: Venue & ~Copyable> {
  /// The lane's core; nil once it was taken.
  var core: ExecutionCore<V>?
  /// Where it came from.
  let restoration: Restoration
  /// Transfers that another lane's journal tells of and this lane's does not.
  fileprivate(set) var missing: [TransferRecord] = []

  init(_ core: consuming ExecutionCore<V>, _ restoration: Restoration) {
    self.core = consume core
    self.restoration = restoration
  }
}

/// From where lanes that are only looked at are brought back.
enum RestoredStart {
  /// From the plan's start, with nothing executed.
  case plan
  /// To where their records end.
  case records
}

/// Brings all lanes of a run back and makes their budgets fit each other.
///
/// A transfer stands in two journals. A run that was killed between the two writes has it in one; the
/// other lane then learns it from there, whichever of them wrote first.
struct RestoredLanes<V: Venue & ~Copyable> {
  /// The lanes in order.
  private(set) var lanes: [RestoredLane<V>] = []

  /// Brings back every lane of a run that is to be gone on with.
  init(
    _ plan: Plan, _ directory: RunDirectory, _ mode: RunMode, now: Instant,
    notice: @escaping (String) -> Void, _ makeVenue: (VenueStart) throws(RunError) -> V
  ) throws(RunError) {
    for place in directory.lanes(count: plan.lanes.laneCount) {
      var restoration = Restoration(plan: plan, directory: place, notice: notice)
      let start = try restoration.begin(mode, now: now)
      var core = ExecutionCore(
        plan: plan, budgets: restoration.budgets, venue: try makeVenue(start),
        lane: restoration.lane)
      try restoration.finish(&core)
      lanes.append(RestoredLane(core, restoration))
    }
    try reconcile()
  }

  /// Brings back every lane of a run that is only looked at, from restorations that have begun.
  init(
    _ restorations: [Restoration], _ start: RestoredStart,
    _ makeVenue: (VenueStart) throws(RunError) -> V
  ) throws(RunError) {
    for var restoration in restorations {
      let plan = restoration.plan
      let isWhole = start == .records
      let from = VenueStart(
        state: isWhole ? restoration.checkpoint?.state : nil, runStart: Instant(nanoseconds: 0),
        lane: restoration.lane, laneCount: plan.lanes.laneCount)
      let budgets =
        isWhole
        ? restoration.budgets
        : plan.budgetsAtStart(lane: restoration.lane, of: plan.lanes.laneCount)
      var core = ExecutionCore(
        plan: plan, budgets: budgets, venue: try makeVenue(from), lane: restoration.lane)
      core.venue.isReplaying = true
      if isWhole { try restoration.finish(&core) }
      core.venue.isReplaying = true
      lanes.append(RestoredLane(core, restoration))
    }
    if start == .records { try reconcile() }
  }

  /// How long the run was executed before, in nanoseconds.
  var elapsedNanoseconds: Int64 { lanes.map(\.restoration.elapsedNanoseconds).max() ?? 0 }

  /// Whether the run was completed, all its lanes, and nothing happened since.
  var wasCompleted: Bool { lanes.allSatisfy(\.restoration.wasCompleted) }

  /// The lowest slot without an outcome.
  var origin: UInt64 {
    var lowest = UInt64.max
    for lane in lanes { lowest = min(lowest, lane.core?.frontier ?? .max) }
    return lowest
  }

  /// What all lanes measured.
  var measurement: RunMeasurement? {
    guard var sum = lanes.first?.restoration.measurement else { return nil }
    for lane in lanes.dropFirst() { sum.merge(lane.restoration.measurement) }
    return sum
  }

  private func reconcile() throws(RunError) {
    for giver in lanes.indices {
      for receiver in lanes.indices where receiver != giver {
        let sent = lanes[giver].core?.transfers.sent[receiver] ?? 0
        let received = lanes[receiver].core?.transfers.received[giver] ?? 0
        if sent > received {
          try complete(receiver, from: giver, isOutgoing: false, behind: received)
        } else if received > sent {
          try complete(giver, from: receiver, isOutgoing: true, behind: sent)
        }
      }
    }
  }

  /// Tells a lane the transfers with a peer that only the peer's journal has.
  private func complete(
    _ lane: Int, from peer: Int, isOutgoing: Bool, behind number: UInt64
  ) throws(RunError) {
    for known in try transfers(of: peer, with: lane, areOutgoing: !isOutgoing, behind: number) {
      var mine = known
      mine.isOutgoing = isOutgoing
      mine.peer = UInt16(peer)
      mine.frontier = lanes[lane].core?.frontier ?? 0
      guard lanes[lane].core?.apply(mine) == true else {
        throw RunError(
          .badRecords,
          "\(lanes[peer].restoration.directory.journal): transfer \(known.number) with lane \(lane) "
            + "does not fit that lane's budgets; restore the run's directory from a copy")
      }
      lanes[lane].missing.append(mine)
    }
  }

  /// The transfers between a lane and a peer beyond a number, from the lane's journal. Reads all of it.
  private func transfers(
    of lane: Int, with peer: Int, areOutgoing: Bool, behind number: UInt64
  ) throws(RunError) -> [TransferRecord] {
    guard let recovery = lanes[lane].restoration.recovery else { return [] }
    let reader = try JournalReader(opening: recovery)
    var found: [TransferRecord] = []
    let note = { (transfer: TransferRecord) in
      let isMeant = Int(transfer.peer) == peer && transfer.isOutgoing == areOutgoing
      if isMeant && transfer.number > number { found.append(transfer) }
    }
    do throws(JournalError) {
      var stream = try reader.groups()
      while try stream.next(transfer: note) {}
    } catch {
      throw RunError(error)
    }
    return found
  }
}
