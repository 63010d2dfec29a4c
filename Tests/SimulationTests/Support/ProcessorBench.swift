import Budgets
import Domain
import Journal
import Platform
import Testing

@testable import Simulation

/// A processor on a scripted venue and a clock that only moves when someone sleeps.
final class ProcessorBench {
  let plan: Plan
  let script = VenueScript()
  let control = TestControl()
  let clock = ManualClock(start: Instant(nanoseconds: 1_000_000_000))
  private let directories: RunDirectories

  /// A plan of one market; `processor` holds members of that section, `rest` further sections.
  init(processor: String = "", dollars: Int = 1_000_000, rest: String = "") throws {
    directories = try RunDirectories()
    plan = try Plan(
      read(
        #"""
        {"accounts": {"count": 2}, "market_filter": ["BTC/USD"],
         "budget": {"budgets": [{"amount": 1000000}, {"asset_id": "USD", "amount": \#(dollars)}]},
         "scheduler": {"trades_per_account": 4},
         "processor": {\#(processor)}\#(rest.isEmpty ? "" : ", ")\#(rest)}
        """#))
  }

  /// Makes a processor at the first slot and lets `body` drive it.
  func run<Result>(
    _ body: (inout SlotProcessor<ScriptedVenue, ManualClock>) throws -> Result
  ) throws -> Result {
    let directory = try directories.make("run")
    var budgets = BudgetStore(
      accountCount: plan.accounts.count, assetCount: plan.assets.count,
      recyclesProceeds: plan.configuration.budget.recycleProceeds)
    for (account, amounts) in plan.initialBudgets().enumerated() {
      for (asset, amount) in amounts.enumerated() {
        budgets.set(AccountIndex(account), AssetIndex(asset), to: amount)
      }
    }
    let journal = try JournalWriter.create(
      path: directory.journal, planHash: 1, createdAt: clock.wallTime)
    let core = ExecutionCore(plan: plan, budgets: budgets, venue: ScriptedVenue(script: script))
    var processor = SlotProcessor(
      core: core, journal: journal, clock: clock, control: control,
      checkpoints: CheckpointWriter(directory: directory, plan: plan), elapsedNanoseconds: 0)
    return try body(&processor)
  }

  /// The time since the start, in milliseconds.
  var milliseconds: Int64 { (clock.now().nanoseconds - 1_000_000_000) / 1_000_000 }
}

extension SlotProcessor where V: ~Copyable {
  /// Runs the main pass, which must end so.
  mutating func expectMainPass(
    _ expected: PassEnd, location: SourceLocation = #_sourceLocation
  ) throws {
    let end = try runMainPass()
    #expect(end == expected, sourceLocation: location)
  }

  /// Settles the open slots, without being stopped.
  mutating func expectSettlement(
    isNew: Bool, location: SourceLocation = #_sourceLocation
  ) throws {
    let end = try runSettlementPass(isNew: isNew)
    #expect(end == .completed, sourceLocation: location)
  }

  /// Tries failed slots again, which must end so.
  mutating func expectFailedPass(
    _ failed: SequenceSet, _ expected: PassEnd, location: SourceLocation = #_sourceLocation
  ) throws {
    let end = try runFailedPass(failed)
    #expect(end == expected, sourceLocation: location)
  }
}
