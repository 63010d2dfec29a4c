import Domain
import Journal
import Simulation

/// What a run came to, as far as interruptions must not change it.
struct FinalState: Equatable {
  /// What became of each slot, by its number; nil where nothing did.
  var outcomes: [SlotEnd?] = []
  /// Sum of the hashes of all fills.
  var tape = TapeHash()
  /// Hash of all budgets.
  var ledger = ""
  /// Counts.
  var statistics = RunStatistics()
  /// Times that budget went from one lane to another; no part of what is compared.
  var transfers: UInt64 = 0
  /// The state of each lane's venue.
  var venues: [[UInt8]] = []

  /// The last outcome of one slot.
  struct SlotEnd: Equatable {
    var state: UInt8
    var reason: UInt8
    var orderStatus: UInt8
    var cumulativeLots: Int64
    var canceledLots: Int64
  }

  /// What is different in another execution of the same plan.
  func differences(from other: FinalState) -> [Problem] {
    var found: [Problem] = []
    for (slot, (mine, theirs)) in zip(outcomes, other.outcomes).enumerated() where mine != theirs {
      found.append(
        Problem(
          "same outcomes",
          "slot \(slot): uninterrupted \(Self.text(theirs)), interrupted \(Self.text(mine))"))
      break
    }
    compare("same tape", tape.digest, other.tape.digest, &found)
    compare("same ledger", ledger, other.ledger, &found)
    compare("same counts", "\(statistics)", "\(other.statistics)", &found)
    if venues != other.venues {
      found.append(Problem("same engine state", "the state of the venue differs, byte for byte"))
    }
    return found
  }

  private func compare(_ check: String, _ mine: String, _ theirs: String, _ found: inout [Problem])
  {
    guard mine != theirs else { return }
    found.append(Problem(check, "uninterrupted \(theirs), interrupted \(mine)"))
  }

  private static func text(_ end: SlotEnd?) -> String {
    guard let end else { return "nothing" }
    let state = SlotState(rawValue: end.state)?.name ?? "state \(end.state)"
    let reason = SlotFailure(code: end.reason).map { " (\($0.name))" } ?? ""
    return "\(state)\(reason), \(end.cumulativeLots) lots filled, \(end.canceledLots) canceled"
  }
}

extension FinalState {
  /// Reads what the journals of all lanes say of the slots.
  ///
  /// - Returns: what contradicts itself: a slot with two outcomes, or with none.
  mutating func readOutcomes(
    _ plan: Plan, _ directory: RunDirectory, executed: UInt64
  ) throws(JournalError) -> [Problem] {
    var problems: [Problem] = []
    var found: UInt64 = 0
    outcomes = Array(repeating: nil, count: Int(plan.slotCount))
    for lane in directory.lanes(count: plan.lanes.laneCount) {
      let recovery = try JournalRecovery.inspect(lane.journal, on: lane.volume, trusting: 0)
      var stream = try JournalReader(recovery).groups()
      while try stream.next(transfer: { if $0.isOutgoing { transfers += 1 } }) {
        let record = stream.group.outcome
        let slot = Int(record.slot)
        if !record.isAmendment {
          found += 1
          if outcomes[slot] != nil {
            problems.append(Problem("one outcome", "slot \(slot) has two outcomes"))
          }
        }
        outcomes[slot] = SlotEnd(
          state: record.state, reason: record.reason, orderStatus: record.orderStatus,
          cumulativeLots: record.cumulativeLots, canceledLots: record.canceledLots)
      }
    }
    if found != executed {
      problems.append(
        Problem("one outcome", "\(found) slots have an outcome, \(executed) were executed"))
    }
    return problems
  }
}
