import Domain
import Matching
import Platform
import Simulation
import Testing

@testable import Simulator

@Suite("How benchmarks measure")
struct BenchMethodTests {
  private func session(isQuick: Bool) -> BenchSession {
    BenchSession(isQuick: isQuick, folder: "", executable: "", say: { _ in })
  }

  @Test("variants take turns, so many rounds", arguments: [(true, 3), (false, 7)])
  func interleaving(isQuick: Bool, rounds: Int) throws {
    var order: [String] = []
    let figures = try session(isQuick: isQuick).interleaved(["a", "b"]) { variant in
      order.append(variant)
      return Double(order.count)
    }
    #expect(order == (0..<rounds).flatMap { _ in ["a", "b"] })
    #expect(figures[0] == (0..<rounds).map { Double(2 * $0 + 1) })
    #expect(figures[1] == (0..<rounds).map { Double(2 * $0 + 2) })
  }

  @Test("what is wrong fails the benchmark")
  func requirement() throws {
    #expect(throws: BenchError.wrong(benchmark: "a", message: "b")) {
      try Benchmark.require(false, "a", "b")
    }
    try Benchmark.require(true, "a", "b")
  }

  @Test("every name of the command line has a benchmark, in its order")
  func names() {
    #expect(Benchmark.all.map(\.name) == BenchCommand.names)
  }

  @Test("measured plans have as many slots as asked for, and no notice about budgets")
  func plans() throws {
    let plan = try BenchPlan(accounts: 50, slots: 5000).make()
    #expect(plan.slotCount == 5000)
    #expect(plan.notices.isEmpty)
  }

  @Test("the engine's order flow is the same every time and keeps its aim")
  func flow() throws {
    let flow = try EngineFlow(count: 20_000, resting: 1000, seed: 3)
    let again = try EngineFlow(count: 20_000, resting: 1000, seed: 3)
    #expect(flow.commands == again.commands)
    #expect(flow.stateHash == again.stateHash)
    #expect(flow.commands.count == flow.warmUpCount + 20_000)
    #expect(flow.warmUpCount == 1000)
    #expect((800...1200).contains(flow.openOrderCount))
    #expect(flow.fillCount > 1000)
    var engine = try EngineFlow.engine()
    let refusals = flow.commands.filter { engine.submit($0).refusal != nil }
    #expect(refusals.isEmpty, "cancels that came too late: \(refusals.prefix(3))")
  }
}
