import Budgets
import Domain
import Platform
import Testing

@testable import Simulation

@Suite("Processing: failures, retries and decisions") struct RetryTests {
  @Test("a failure is retried as often as asked, then decided about", arguments: [0, 1, 3])
  func retries(maxRetries: Int) throws {
    let bench = try ProcessorBench(
      processor: #""max_retries": \#(maxRetries), "retry_base_delay_ms": 100"#)
    bench.script.onSubmit = { slot, _ in slot.sequence == 2 ? .failed(.conflict) : .done(.taken) }
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      let statistics = processor.core.statistics
      #expect(statistics.failed == 1 && statistics.completed == bench.plan.slotCount - 1)
      #expect(statistics.retries == UInt64(maxRetries))
      #expect(statistics.attempts == bench.plan.slotCount + UInt64(maxRetries))
      #expect(statistics.decisions[Int(FailureDecision.continue.rawValue)] == 1)
      #expect(statistics.failures[Int(FailureReason.conflict.rawValue)] == 1)
      #expect(processor.core.budgets.lockedAmount(of: ClientOrderID(sequence: 2)) == nil)
    }
    #expect(bench.script.sent.count { $0 == 2 } == maxRetries + 1)
    #expect(bench.control.reports.map(\.attempts) == [UInt32(maxRetries + 1)])
    let ceiling = (0..<maxRetries).reduce(0) { $0 + 100 << $1 }
    #expect((Int64(ceiling / 2)...Int64(ceiling)).contains(bench.milliseconds))
  }

  @Test("a failure that passes is no failure")
  func recovers() throws {
    let bench = try ProcessorBench()
    bench.script.onSubmit = { slot, attempt in
      slot.sequence == 2 && attempt.number < 3 ? .failed(.unavailable) : .done(.taken)
    }
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      #expect(processor.core.statistics.completed == bench.plan.slotCount)
      #expect(processor.core.statistics.retries == 2)
    }
    #expect(bench.control.reports.isEmpty)
    let log = bench.script.log.filter { $0.hasPrefix("submit 2") }
    #expect(log == ["submit 2 0/1", "submit 2 0/2", "submit 2 0/3"])
  }

  @Test("what no retry mends is decided about at once")
  func permanent() throws {
    let bench = try ProcessorBench()
    bench.script.onSubmit = { slot, _ in
      slot.sequence == 2 ? .failed(.protocolError) : .done(.taken)
    }
    try bench.run { try $0.expectMainPass(.completed) }
    #expect(bench.control.reports.map(\.attempts) == [1])
    #expect(bench.script.sent.count { $0 == 2 } == 1)
  }

  @Test("a refusal is final and gives the budget back")
  func refusal() throws {
    let bench = try ProcessorBench()
    bench.script.onSubmit = { slot, _ in
      slot.sequence == 2 ? .refused(.marketNotActive) : .done(.taken)
    }
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      #expect(processor.core.statistics.failed == 1 && processor.core.statistics.retries == 0)
      #expect(processor.core.budgets.lockedAmount(of: ClientOrderID(sequence: 2)) == nil)
      #expect(processor.core.budgets.lockedAmount(of: ClientOrderID(sequence: 3)) != nil)
    }
    #expect(bench.control.reports.isEmpty && bench.script.sent.count { $0 == 2 } == 1)
  }

  @Test("what cannot be paid for is never sent")
  func insufficientBudget() throws {
    let bench = try ProcessorBench(dollars: 2500)
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      let statistics = processor.core.statistics
      let refused = statistics.failures[Int(RefusalReason.insufficientBudget.rawValue)]
      #expect(refused > 0 && statistics.failed == refused)
      #expect(UInt64(bench.script.sent.count) == bench.plan.slotCount - refused)
      #expect(statistics.attempts == UInt64(bench.script.sent.count))
    }
  }

  @Test(
    "each decision has its own end",
    arguments: [
      (.skip, .completed, .skipped), (.continue, .completed, .failed), (.quit, .quit, .pending),
      (nil, .interrupted, .pending),
    ] as [(FailureDecision?, PassEnd, SlotState)])
  func decisions(decision: FailureDecision?, end: PassEnd, state: SlotState) throws {
    let bench = try ProcessorBench(processor: #""max_retries": 1"#)
    bench.script.onSubmit = { slot, _ in slot.sequence == 2 ? .failed(.conflict) : .done(.taken) }
    bench.control.decision = { _ in decision }
    try bench.run { processor in
      try processor.expectMainPass(end)
      let (core, isPending) = (processor.core.statistics, state == .pending)
      #expect(core.skipped == (state == .skipped ? 1 : 0))
      #expect(core.failed == (state == .failed ? 1 : 0))
      #expect(processor.core.frontier == (isPending ? 2 : bench.plan.slotCount))
      #expect(processor.attemptsInProgress == (decision == .quit ? 2 : 0))
      #expect(processor.core.budgets.lockedAmount(of: ClientOrderID(sequence: 2)) == nil)
      #expect(processor.core.slotInFlight == nil)
      // Gone on with, the slot counts its tries on after a quit and from the first after a stop.
      bench.script.onSubmit = { _, _ in .done(.taken) }
      try processor.expectMainPass(.completed)
      #expect(processor.core.statistics.attempts == bench.plan.slotCount + attempts(decision))
    }
    let last = bench.script.log.last { $0.hasPrefix("submit 2") }
    #expect(last == (decision == .quit ? "submit 2 0/3" : isLast(decision)))
  }

  private func attempts(_ decision: FailureDecision?) -> UInt64 {
    decision == .quit ? 2 : decision == nil ? 0 : 1
  }

  private func isLast(_ decision: FailureDecision?) -> String {
    decision == nil ? "submit 2 0/1" : "submit 2 0/2"
  }

  @Test("trying again goes beyond the limit, once for each decision")
  func retryDecision() throws {
    let bench = try ProcessorBench(processor: #""max_retries": 1"#)
    bench.script.onSubmit = { slot, attempt in
      slot.sequence == 2 && attempt.number < 6 ? .failed(.conflict) : .done(.taken)
    }
    bench.control.decision = { _ in .retry }
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      #expect(processor.core.statistics.completed == bench.plan.slotCount)
    }
    #expect(bench.control.reports.map(\.attempts) == [2, 3, 4, 5])
  }

  @Test("a stop during the wait leaves a slot pending that was not taken")
  func stop() throws {
    let bench = try ProcessorBench(processor: #""retry_base_delay_ms": 1000"#)
    bench.script.onSubmit = { slot, _ in slot.sequence == 2 ? .failed(.conflict) : .done(.taken) }
    bench.control.stopAtPoll = 5
    try bench.run { processor in
      try processor.expectMainPass(.interrupted)
      #expect(processor.core.frontier == 2 && processor.attemptsInProgress == 0)
      #expect(processor.core.budgets.lockedAmount(of: ClientOrderID(sequence: 2)) == nil)
      #expect(processor.core.slotInFlight == nil)
    }
    #expect(bench.milliseconds < 1000 && bench.control.reports.isEmpty)
  }
}
