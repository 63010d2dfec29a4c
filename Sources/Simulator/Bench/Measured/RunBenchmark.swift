import Budgets
import Domain
import Simulation

/// How many slots a second a whole run executes, with journal, measurement and checkpoints in files.
enum RunBenchmark {
  private struct Variant {
    let name: String
    let what: String
    let venue: String
    let savesEachSlot: Bool
    let target: BenchTarget?
  }

  private static let variants = [
    Variant(
      name: "run/embedded/saved", what: "embedded venue, each outcome saved before the next slot",
      venue: "embedded", savesEachSlot: true, target: .atLeast(1_000_000)),
    Variant(
      name: "run/embedded/buffered", what: "embedded venue, outcomes saved in blocks",
      venue: "embedded", savesEachSlot: false, target: .atLeast(2_000_000)),
    Variant(
      name: "run/null/saved", what: "null venue, each outcome saved before the next slot",
      venue: "null", savesEachSlot: true, target: nil),
    Variant(
      name: "run/null/buffered", what: "null venue, outcomes saved in blocks",
      venue: "null", savesEachSlot: false, target: nil),
  ]

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let slots = session.size(1_000_000, quick: 100_000)
    var hashes: [String: Set<String>] = [:]
    var processor: [String: [Double]] = [:]
    let figures = try session.interleaved(variants) { variant in
      let plan = try BenchPlan(
        slots: slots, savesEachSlot: variant.savesEachSlot, venue: variant.venue
      ).make()
      let run = try BenchRun(variant.name, plan, runID: "run", session)
      let outcome = try run.execute()
      try run.remove()
      let ledger = outcome.report.budgets.ledgerHash().digest
      hashes[variant.venue, default: []].insert("\(outcome.report.tape.digest) \(ledger)")
      processor[variant.name, default: []].append(
        outcome.slots.processorNanoseconds / Double(slots))
      return Double(slots) * 1e9 / outcome.nanoseconds
    }
    for (venue, seen) in hashes {
      try Benchmark.require(
        seen.count == 1, "run", "equal plans on venue \(venue) gave \(seen.count) results")
    }
    return zip(variants, figures).flatMap { variant, figures in
      [
        BenchResult(
          variant.name, variant.what, unit: "slots/s", figures, target: variant.target),
        BenchResult(
          "\(variant.name)/processor", "processor time of one slot of these", unit: "ns",
          processor[variant.name] ?? []),
      ]
    }
  }
}
