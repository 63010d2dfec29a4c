import Domain
import Journal

@testable import Audit
@testable import Simulation

extension Mutant {
  /// Records that tell something else than what happened.
  static let ofRecords: [Mutant] = [
    .record(
      "an acknowledgement is dropped", .oneOrderPerSlot,
      where: { record, fills in record.isCompleted && fills.isEmpty }
    ) { record, _ in
      record.state = SlotState.failed.rawValue
      record.reason = FailureReason.timeout.rawValue
    },
    .record(
      "a slot that was taken is told as unknown", .oneOrderPerSlot,
      where: { record, fills in record.isCompleted && fills.isEmpty && !record.isAmendment }
    ) { record, _ in
      record.state = SlotState.unknown.rawValue
      record.reason = FailureReason.timeout.rawValue
    },
    .record("a fill is told twice", .fillSequence, where: { !$1.isEmpty }) { record, fills in
      fills.append(fills[fills.count - 1])
      record.fillCount += 1
    },
    .record("a fill is lost", .fillSequence, where: { !$1.isEmpty }) { record, fills in
      fills.removeLast()
      record.fillCount -= 1
    },
    .record("a number on the tape is left out", .fillSequence, where: { !$1.isEmpty }) {
      $1[0].sequence += 1
    },
    .record("a fill bears the id of another", .fillSequence, where: { !$1.isEmpty }) {
      $1[0].id -= 1
    },
    .record("a fill at a price that nobody asked for", .fillTerms, where: { !$1.isEmpty }) {
      $1[0].priceTicks += 1
    },
    .record("a fill of another account", .fillTerms, where: { !$1.isEmpty }) {
      $1[0].makerAccount = 99
    },
    .record("a trade with oneself", .fillTerms, where: { !$1.isEmpty }) {
      $1[0].makerAccount = $1[0].takerAccount
    },
    .record("both orders on one side", .fillTerms, where: { !$1.isEmpty }) {
      $1[0].takerSide ^= 1
    },
    .record("a fill of nothing", .fillTerms, where: { !$1.isEmpty }) { $1[0].quantityLots = 0 },
    .record("one lot too many", .quantitiesAddUp, where: { !$1.isEmpty }) {
      $1[0].quantityLots += 1
    },
    .record(
      "an order that has filled more than its fills", .quantitiesAddUp,
      where: { record, _ in record.isCompleted }
    ) { record, _ in record.cumulativeLots += 1 },
    .record(
      "an order that says it rests and does not", .quantitiesAddUp,
      where: { record, _ in record.isCompleted && record.orderStatus == OrderStatus.filled.rawValue
      }
    ) { record, _ in record.orderStatus = OrderStatus.partiallyFilled.rawValue },
    .record(
      "a refusal without a reason", .refusals,
      where: { record, fills in record.isCompleted && fills.isEmpty && !record.isAmendment }
    ) { record, _ in
      record.state = SlotState.failed.rawValue
      record.reason = RefusalReason.insufficientBudget.rawValue
      record.attempts = 0
    },
    .record(
      "a refusal by the venue that it did not make", .refusals,
      where: { record, fills in record.isCompleted && fills.isEmpty && !record.isAmendment }
    ) { record, _ in
      record.state = SlotState.failed.rawValue
      record.reason = RefusalReason.insufficientBalance.rawValue
    },
    .record(
      "more is spent than the budget holds", .balances,
      where: { record, _ in record.isBudgetRefusal }
    ) { record, _ in
      record.state = SlotState.completed.rawValue
      record.reason = 0
      record.attempts = 1
    },
    .record(
      "more tries than there were", .repeatsTakeEffectOnce,
      where: { record, _ in record.isCompleted && record.attempts == 1 && !record.isAmendment }
    ) { record, _ in record.attempts = 2 },
    .record("a frontier that stands still", .resumption, where: { $0.frontier > 0 && $1.isEmpty }) {
      record, _ in record.frontier -= 1
    },
  ]

  /// Records that are missing, doubled or in another order.
  static let ofOrder: [Mutant] = [
    Mutant("a slot is lost", .resumption) { run, _, random in
      guard let place = run.place(&random, where: { record, _ in !record.isAmendment }) else {
        return false
      }
      run.lanes[0].remove(at: place)
      return true
    },
    Mutant("a slot is executed twice", .resumption) { run, _, random in
      guard let place = run.place(&random, where: { record, _ in !record.isAmendment }) else {
        return false
      }
      run.lanes[0].insert(run.lanes[0][place], at: place + 1)
      return true
    },
    Mutant("two slots change places", .resumption) { run, _, random in
      guard let place = run.place(&random, where: { record, _ in !record.isAmendment }),
        place + 1 < run.lanes[0].count, case .outcome(let next, _) = run.lanes[0][place + 1],
        !next.isAmendment
      else { return false }
      run.lanes[0].swapAt(place, place + 1)
      return true
    },
    Mutant("a settled slot is settled again", .repeatsTakeEffectOnce) { run, _, random in
      guard
        let place = run.place(
          &random, where: { record, _ in record.isAmendment && record.isCompleted })
      else { return false }
      run.lanes[0].insert(run.lanes[0][place], at: place + 1)
      return true
    },
    Mutant("the second in the queue trades first", .priority) { run, _, random in
      guard
        let place = run.place(
          &random,
          where: { _, fills in fills.count > 1 && fills[0].makerSlot != fills[1].makerSlot }),
        case .outcome(let record, var fills) = run.lanes[0][place]
      else { return false }
      fills.swapAt(0, 1)
      (fills[0].sequence, fills[1].sequence) = (fills[1].sequence, fills[0].sequence)
      (fills[0].id, fills[1].id) = (fills[1].id, fills[0].id)
      run.lanes[0][place] = .outcome(record, fills)
      return true
    },
    Mutant("an order trades through a better price", .priority) { run, _, random in
      run.tradeThrough(&random)
    },
    Mutant("a canceled order fills", .noFillAfterCancel) { run, _, random in
      run.fillCanceled(&random)
    },
    Mutant("an order overtakes one acknowledged before it was sent", .orderOfArrival) {
      run, _, random in
      guard
        let place = run.place(
          &random,
          where: { record, _ in
            record.isCompleted && record.attempts == 1 && !record.isAmendment
              && run.slot(record.slot).action == .place
          }), case .outcome(var record, let fills) = run.lanes[0][place]
      else { return false }
      let market = run.slot(record.slot).market
      let isFollowed = run.lanes[0][(place + 1)...].contains {
        guard case .outcome(let later, _) = $0 else { return false }
        return later.isCompleted && later.attempts == 1 && !later.isAmendment
          && run.slot(later.slot).market == market && run.slot(later.slot).action == .place
      }
      record.sentDelayNanoseconds += 1 << 50
      run.lanes[0][place] = .outcome(record, fills)
      return isFollowed
    },
  ]
}

extension RecordedRun {
  /// Lets a taker trade with an order that rests at a worse price.
  fileprivate mutating func tradeThrough(_ random: inout SplitMix64) -> Bool {
    var open: [UInt64: ActionSlot] = [:]
    var candidates: [(place: Int, maker: ActionSlot)] = []
    for (place, entry) in lanes[0].enumerated() {
      guard case .outcome(let record, let fills) = entry, record.isCompleted else { continue }
      let slot = slot(record.slot)
      if let fill = fills.first, fill.takerSlot == slot.sequence {
        let other = open.values.sorted { $0.sequence < $1.sequence }.first {
          $0.market == slot.market && $0.side != slot.side && $0.sequence != fill.makerSlot
            && $0.account != slot.account
            && (slot.side == .bid
              ? $0.price.ticks <= slot.price.ticks && $0.price.ticks > fill.priceTicks
              : $0.price.ticks >= slot.price.ticks && $0.price.ticks < fill.priceTicks)
        }
        if let other { candidates.append((place, other)) }
      }
      for fill in fills { open[fill.makerSlot] = nil }
      if slot.action == .cancel { open[slot.counterpart ?? 0] = nil }
      if record.orderStatus == OrderStatus.new.rawValue && slot.action == .place {
        open[slot.sequence] = slot
      }
    }
    guard !candidates.isEmpty else { return false }
    let (place, maker) = candidates[Int(random.next(below: UInt64(candidates.count)))]
    guard case .outcome(let record, var fills) = lanes[0][place] else { return false }
    fills[0].makerSlot = maker.sequence
    fills[0].makerAccount = maker.account.value
    fills[0].priceTicks = maker.price.ticks
    lanes[0][place] = .outcome(record, fills)
    return true
  }

  /// Lets an order fill behind its cancel.
  fileprivate mutating func fillCanceled(_ random: inout SplitMix64) -> Bool {
    let canceled: [(place: Int, order: ActionSlot)] = lanes[0].indices.compactMap { place in
      guard case .outcome(let record, _) = lanes[0][place], record.isCompleted,
        !record.isAmendment, slot(record.slot).action == .cancel,
        let target = slot(record.slot).counterpart
      else { return nil }
      return (place, slot(target))
    }
    for (place, order) in canceled {
      for later in (place + 1)..<lanes[0].count {
        guard case .outcome(var record, var fills) = lanes[0][later], record.isCompleted else {
          continue
        }
        let taker = slot(record.slot)
        guard taker.action == .place, taker.market == order.market, taker.side != order.side,
          taker.account != order.account
        else { continue }
        fills.append(
          FillRecord(
            id: 1, sequence: 1, market: UInt16(order.market.value), makerSlot: order.sequence,
            takerSlot: taker.sequence, priceTicks: order.price.ticks, quantityLots: 1,
            makerAccount: order.account.value, takerAccount: taker.account.value,
            takerSide: taker.side.rawValue))
        record.fillCount += 1
        lanes[0][later] = .outcome(record, fills)
        return true
      }
    }
    return false
  }
}
