import Budgets
import Domain
import Platform
import Testing

@testable import Simulation

/// Eight slots in batches of three. The first three are looked up before they are sent one by one, since a
/// process before this one may have sent them.
@Suite("Processing: batches") struct BatchTests {
  private static let start = (0...2).flatMap { ["find \($0) 0/1", "submit \($0) 0/1"] }

  private func bench(dollars: Int = 1_000_000) throws -> ProcessorBench {
    try ProcessorBench(
      processor: #""max_retries": 2"#, dollars: dollars,
      rest: #""venue": {"type": "postgresql", "batch": 3}"#)
  }

  private func log(_ bench: ProcessorBench) throws -> [String] {
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      #expect(processor.core.statistics.completed == bench.plan.slotCount)
    }
    #expect(Array(bench.script.log.prefix(6)) == Self.start)
    return Array(bench.script.log.dropFirst(6))
  }

  @Test("slots are sent together, in order")
  func together() throws {
    #expect(try log(bench()) == ["batch 3 4 5", "batch 6 7"])
  }

  @Test("after a lost answer every slot of the batch is looked up before it is sent")
  func lostAnswer() throws {
    let bench = try bench()
    bench.script.onBatch = { $0.sequence < 6 ? .unknown(.timeout) : .done(.taken) }
    bench.script.onFind = { slot, _ in (3...4).contains(slot.sequence) ? .found(.taken) : .notFound
    }
    #expect(
      try log(bench) == [
        "batch 3 4 5", "find 3 0/2", "find 4 0/1", "find 5 0/1", "submit 5 0/1", "batch 6 7",
      ])
  }

  @Test("after a failure the first slot is tried again and the others come with the next batch")
  func failure() throws {
    let bench = try bench()
    var isFirst = true
    bench.script.onBatch = { _ in isFirst ? .failed(.conflict) : .done(.taken) }
    bench.script.onSubmit = { _, _ in
      isFirst = bench.script.log.count < 7
      return .done(.taken)
    }
    #expect(
      try log(bench) == ["batch 3 4 5", "submit 3 0/2", "batch 4 5 6", "submit 7 0/1"])
  }

  @Test("a run that is stopped in a batch keeps the lock of its first slot alone")
  func stopped() throws {
    let bench = try bench()
    bench.script.onBatch = { _ in .unknown(.timeout) }
    bench.script.onFind = { slot, _ in slot.sequence < 3 ? .notFound : .unknown(.timeout) }
    bench.control.decision = { _ in .quit }
    try bench.run { processor in
      try processor.expectMainPass(.quit)
      #expect(processor.core.frontier <= 4)
      for sequence in [UInt64(4), 5] {
        let id = ClientOrderID(sequence: sequence)
        #expect(processor.core.budgets.lockedAmount(of: id) == nil)
      }
    }
  }
}
