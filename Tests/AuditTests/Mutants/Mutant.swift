import Domain
import Journal
import Matching
import Testing

@testable import Audit
@testable import Simulation

/// One way in which an engine, a venue, the budgets or the records of a run can be wrong, and the
/// invariant that must say so.
struct Mutant: Sendable, CustomTestStringConvertible {
  let name: String
  /// What must be violated.
  let invariant: Invariant
  /// Makes it so; false where the run has nothing that it could be done to.
  let apply: @Sendable (inout RecordedRun, inout RecordedRun.Core, inout SplitMix64) throws -> Bool

  var testDescription: String { name }

  init(
    _ name: String, _ invariant: Invariant,
    _ apply:
      @escaping @Sendable (
        inout RecordedRun, inout RecordedRun.Core, inout SplitMix64
      ) throws -> Bool
  ) {
    self.name = name
    self.invariant = invariant
    self.apply = apply
  }

  /// A mutant of one record, drawn among those that `isFit` admits.
  static func record(
    _ name: String, _ invariant: Invariant,
    where isFit: @escaping @Sendable (OutcomeRecord, [FillRecord]) -> Bool,
    _ change: @escaping @Sendable (inout OutcomeRecord, inout [FillRecord]) -> Void
  ) -> Mutant {
    Mutant(name, invariant) { run, _, random in
      guard let place = run.place(&random, where: isFit),
        case .outcome(var record, var fills) = run.lanes[0][place]
      else { return false }
      change(&record, &fills)
      run.lanes[0][place] = .outcome(record, fills)
      return true
    }
  }

  /// A mutant of the state that the run ended with.
  static func state(
    _ name: String, _ invariant: Invariant,
    _ change: @escaping @Sendable (inout RecordedRun.Core, inout SplitMix64) -> Bool
  ) -> Mutant {
    Mutant(name, invariant) { _, core, random in change(&core, &random) }
  }
}

extension Mutant {
  /// Puts runs wrong, and sees to it that each is found and named.
  ///
  /// - Returns: how many runs that was; fewer than `count` where few have what it could be done to.
  func campaign(_ count: Int, from start: UInt64) throws -> Int {
    var applied = 0
    for seed in start..<start + UInt64(count) * 50 where applied < count {
      guard let plan = try AuditedPlan.make(seed: seed) else { continue }
      var run = try RecordedRun(plan, triesAgain: seed % 2 == 0)
      var core = try run.core()
      var random = SplitMix64(seed: seed, purpose: 77, position: 0)
      guard core.slotInFlight == nil, try apply(&run, &core, &random) else { continue }
      applied += 1
      let result = run.audit(core)
      #expect(result.verdict == .fail, "\(name), seed \(seed)")
      #expect(
        result[invariant].status == .violated,
        "\(name), seed \(seed): found \(result.violations.map { "\($0.check): \($0.message)" })")
    }
    return applied
  }
}

extension RecordedRun {
  /// A place among the outcomes that `isFit` admits; nil when there is none.
  func place(
    _ random: inout SplitMix64, where isFit: (OutcomeRecord, [FillRecord]) -> Bool
  ) -> Int? {
    let places = lanes[0].indices.filter {
      if case .outcome(let record, let fills) = lanes[0][$0] { isFit(record, fills) } else { false }
    }
    return places.isEmpty ? nil : places[Int(random.next(below: UInt64(places.count)))]
  }

  func slot(_ sequence: UInt64) -> ActionSlot { plan.scheduler.slot(at: sequence) }
}

extension OutcomeRecord {
  var isCompleted: Bool { state == SlotState.completed.rawValue }
  var isBudgetRefusal: Bool {
    state == SlotState.failed.rawValue && reason == RefusalReason.insufficientBudget.rawValue
  }
}

extension RecordedRun.Core {
  /// An account and an asset.
  func draw(_ random: inout SplitMix64) -> (AccountIndex, AssetIndex) {
    (
      AccountIndex(Int(random.next(below: UInt64(plan.accounts.count)))),
      AssetIndex(Int(random.next(below: UInt64(plan.assets.count))))
    )
  }

  /// The open orders of the engine.
  var openOrders: [OpenOrder] {
    var found: [OpenOrder] = []
    venue.base.engine.forEachOpenOrder { found.append($0) }
    return found
  }
}
