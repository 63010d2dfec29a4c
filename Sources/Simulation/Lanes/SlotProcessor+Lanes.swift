import Budgets
import Domain
import Journal
import Platform

/// What a lane does because it is not alone.
extension SlotProcessor where V: ~Copyable {
  /// Checks price and budget and locks what the slot needs. Where this lane's share does not suffice,
  /// the others are asked before the slot is refused.
  @inline(__always)
  mutating func prepare(_ slot: ActionSlot) throws(SystemError) -> RefusalReason? {
    let refusal = core.prepare(slot)
    guard refusal == .insufficientBudget, let team else { return refusal }
    return try prepareWithOthers(slot, team)
  }

  /// Sends the slot once; while a venue outside works on it, the share lies open to the other lanes.
  @inline(__always)
  mutating func attempt(
    _ slot: ActionSlot, _ attempt: Attempt, isUnknown: Bool
  ) throws(SystemError) -> AttemptResult {
    guard let team, !core.venue.livesInProcess else {
      return core.attempt(slot, attempt, isUnknown: isUnknown)
    }
    lend(to: team)
    let result = core.attempt(slot, attempt, isUnknown: isUnknown)
    try takeBack(from: team)
    return result
  }

  /// Looks the slot up, as `attempt` sends it.
  mutating func settle(
    _ slot: ActionSlot, _ attempt: Attempt
  ) throws(SystemError) -> AttemptResult? {
    guard let team, !core.venue.livesInProcess else { return core.settle(slot, attempt) }
    lend(to: team)
    let result = core.settle(slot, attempt)
    try takeBack(from: team)
    return result
  }

  /// Sleeps with the share open to the other lanes.
  mutating func sleep(until deadline: Instant) throws(SystemError) {
    guard let team else {
      clock.sleep(until: deadline)
      return
    }
    lend(to: team)
    clock.sleep(until: deadline)
    try takeBack(from: team)
  }

  /// Answers the lanes that ask for budget.
  @inline(never)
  mutating func serve() throws(SystemError) {
    guard let team else { return }
    for request in team.requests(to: core.lane) {
      let need = request.need
      let half = core.budgets.available(need.account, need.asset).minorUnits / 2
      let transfer = core.handOut(
        to: request.from, need.account, need.asset,
        upTo: max(need.amount, Amount(minorUnits: half)))
      // The giver's record is safe before the receiver can act on it.
      if let transfer {
        try journal.append(transfer)
        if syncsInGroups { try journal.sync() }
      }
      team.answer(request, transfer)
    }
  }

  /// Tells the team how far this lane is; nobody watches lanes that take turns.
  mutating func report(to team: LaneTeam, _ now: Instant) {
    guard team.turns == nil else { return }
    team.report(progress(at: now), of: core.lane)
  }

  /// Lays the share aside, since nothing is left to do but to wait for the other lanes.
  mutating func standBy(_ team: LaneTeam) {
    report(to: team, clock.now())
    lend(to: team)
    team.noteEnd()
  }

  /// Takes the share back for good, when all lanes have ended.
  mutating func comeBack(_ team: LaneTeam) throws(SystemError) {
    try takeBack(from: team)
    team.noteGone(core.lane)
  }

  private mutating func prepareWithOthers(
    _ slot: ActionSlot, _ team: LaneTeam
  ) throws(SystemError) -> RefusalReason? {
    let need = core.shortfall(of: slot)
    lend(to: team)
    let received = team.ask(core.lane, need)
    try takeBack(from: team)
    if syncsInGroups { for (giver, _) in received { try syncJournal(of: giver) } }
    for (giver, transfer) in received {
      var mine = transfer
      mine.isOutgoing = false
      mine.peer = UInt16(giver)
      mine.frontier = core.frontier
      precondition(core.apply(mine), "a transfer that cannot be received")
      try journal.append(mine)
    }
    return core.prepare(slot)
  }

  /// Carries what another lane has recorded to stable storage, before this one records what it got from
  /// it. After a power failure the giver is then no further back than where its share was lent, and can
  /// still afford what it handed out.
  private func syncJournal(of lane: Int) throws(SystemError) {
    let mine = checkpoints.directory
    let theirs = RunDirectory(
      stateDirectory: mine.stateDirectory, runID: mine.runID, lane: lane, volume: mine.volume)
    try mine.volume.open(theirs.journal, .readWrite).sync()
  }

  mutating func lend(to team: LaneTeam) {
    var budgets = BudgetStore.vacant
    swap(&budgets, &core.budgets)
    team.lend(LentShare(budgets: budgets, sent: core.transfers.sent), of: core.lane)
    team.turns?.takeSome()
  }

  mutating func takeBack(from team: LaneTeam) throws(SystemError) {
    let share = team.takeBack(core.lane)
    core.budgets = share.budgets
    for transfer in share.handedOut {
      var mine = transfer
      mine.frontier = core.frontier
      core.noteHandedOut(mine)
      try journal.append(mine)
    }
  }
}

extension ExecutionCore where V: ~Copyable {
  /// What this lane lacks for a slot that it cannot afford.
  func shortfall(of slot: ActionSlot) -> ShareNeed {
    let market = plan.markets[slot.market.position]
    let asset = slot.side == .bid ? market.quote : market.base
    let amount = market.lockedAmount(slot.side, slot.price, slot.quantity)
    let lacking = amount - budgets.available(slot.account, asset)
    precondition(lacking > .zero, "a slot that can be afforded")
    return ShareNeed(account: slot.account, asset: asset, amount: lacking)
  }

  /// Follows what another lane took out of this one's share while it was lent.
  mutating func noteHandedOut(_ transfer: TransferRecord) {
    venue.moveFunds(
      AccountIndex(Int(transfer.account)), AssetIndex(Int(transfer.asset)),
      Amount(minorUnits: -transfer.minorUnits))
    transfers.sent[Int(transfer.peer)] = transfer.number
  }
}
