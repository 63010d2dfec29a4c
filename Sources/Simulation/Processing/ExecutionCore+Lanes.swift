import Budgets
import Domain
import Journal

/// How many transfers of budget a lane made with each other lane.
public struct TransferCounts: Equatable, Sendable {
  /// Handed out, by receiving lane.
  public var sent: [UInt64]
  /// Received, by giving lane.
  public var received: [UInt64]

  /// None with any of so many lanes.
  public init(laneCount: Int) {
    sent = Array(repeating: 0, count: laneCount)
    received = sent
  }
}

extension ExecutionCore where V: ~Copyable {
  /// Moves the frontier over the slots of other lanes, at most over so many pairs.
  ///
  /// - Returns: whether it stands at a slot of this lane, or at the end of the plan.
  mutating func skipForeignSlots(pairsMax: UInt64 = .max) -> Bool {
    guard lanes.laneCount > 1 else { return true }
    var pairs = pairsMax
    while frontier < plan.slotCount {
      let market = plan.scheduler.market(ofPair: frontier / 2)
      if lanes.lane(of: market) == lane { return true }
      guard pairs > 0 else { return false }
      pairs -= 1
      frontier = (frontier / 2 + 1) * 2
    }
    return true
  }

  /// Moves the frontier over slots of other lanes up to where a record says that it stood: a lane may
  /// pass over them before it writes of an earlier slot again.
  mutating func skipForeignSlots(to recorded: UInt64) {
    guard lanes.laneCount > 1 else { return }
    while frontier < recorded, frontier < plan.slotCount,
      lanes.lane(of: plan.scheduler.market(ofPair: frontier / 2)) != lane
    { frontier = (frontier / 2 + 1) * 2 }
  }

  /// Slots of this lane below the frontier. O(1) for one lane, O(frontier) for several.
  var executedSlotCount: UInt64 {
    guard lanes.laneCount > 1 else { return frontier }
    var count: UInt64 = 0
    for pair in 0..<frontier / 2 where lanes.lane(of: plan.scheduler.market(ofPair: pair)) == lane {
      count += 2
    }
    return count + frontier % 2
  }

  /// Takes budget for another lane out of this one's share, as far as it goes.
  ///
  /// - Returns: the record of it; nil when nothing is available.
  mutating func handOut(
    to peer: Int, _ account: AccountIndex, _ asset: AssetIndex, upTo amount: Amount
  ) -> TransferRecord? {
    let taken = budgets.transferOut(account, asset, upTo: amount)
    guard taken > .zero else { return nil }
    venue.moveFunds(account, asset, Amount(minorUnits: -taken.minorUnits))
    transfers.sent[peer] += 1
    return TransferRecord(
      isOutgoing: true, peer: UInt16(peer), number: transfers.sent[peer], frontier: frontier,
      account: account.value, asset: asset.value, minorUnits: taken.minorUnits)
  }

  /// Books a transfer that a journal tells of.
  ///
  /// - Returns: false when the budget does not hold what was handed out.
  mutating func apply(_ transfer: TransferRecord) -> Bool {
    let account = AccountIndex(Int(transfer.account))
    let asset = AssetIndex(Int(transfer.asset))
    let amount = Amount(minorUnits: transfer.minorUnits)
    let peer = Int(transfer.peer)
    guard transfer.minorUnits > 0, peer < lanes.laneCount,
      account.position < budgets.accountCount, asset.position < budgets.assetCount
    else { return false }
    if transfer.isOutgoing {
      guard budgets.available(account, asset) >= amount else { return false }
      _ = budgets.transferOut(account, asset, upTo: amount)
      venue.moveFunds(account, asset, Amount(minorUnits: -amount.minorUnits))
      transfers.sent[peer] = transfer.number
    } else {
      budgets.transferIn(account, asset, amount)
      venue.moveFunds(account, asset, amount)
      transfers.received[peer] = transfer.number
    }
    return true
  }
}
