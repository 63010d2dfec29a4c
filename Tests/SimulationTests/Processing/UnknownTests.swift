import Budgets
import Domain
import Platform
import Testing

@testable import Simulation

@Suite("Processing: lost answers") struct UnknownTests {
  private let id = ClientOrderID(sequence: 2)

  /// A bench on which the answer to slot 2 is lost, and what the look-ups say, one after the other.
  private func bench(_ lookUps: [FindAnswer], maxRetries: Int = 2) throws -> ProcessorBench {
    let bench = try ProcessorBench(processor: #""max_retries": \#(maxRetries)"#)
    bench.script.onSubmit = { slot, attempt in
      slot.sequence == 2 && attempt.number == 1 ? .unknown(.timeout) : .done(.taken)
    }
    var left = lookUps
    bench.script.onFind = { _, _ in left.isEmpty ? .unknown(.timeout) : left.removeFirst() }
    return bench
  }

  private func calls(_ bench: ProcessorBench) -> [String] {
    bench.script.log.filter { $0.contains(" 2 ") }
  }

  @Test("a lost answer is looked up at once")
  func foundAtOnce() throws {
    let bench = try bench([.found(.taken)])
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      #expect(processor.core.statistics.completed == bench.plan.slotCount)
      #expect(processor.core.statistics.retries == 0)
      #expect(processor.core.budgets.lockedAmount(of: id) != nil)
    }
    #expect(calls(bench) == ["submit 2 0/1", "find 2 0/1"])
  }

  @Test("what is found later is never sent again")
  func foundLater() throws {
    let bench = try bench([.unknown(.timeout), .unknown(.timeout), .found(.taken)])
    try bench.run { try $0.expectMainPass(.completed) }
    #expect(calls(bench) == ["submit 2 0/1", "find 2 0/1", "find 2 0/2", "find 2 0/3"])
  }

  @Test("what is not there is sent again under its id, after the look-up")
  func notFound() throws {
    let bench = try bench([.unknown(.timeout), .notFound])
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      #expect(processor.core.statistics.completed == bench.plan.slotCount)
    }
    #expect(calls(bench) == ["submit 2 0/1", "find 2 0/1", "find 2 0/2", "submit 2 0/2"])
  }

  @Test(
    "every decision about an open slot leaves it unknown with its lock",
    arguments: [.skip, .continue, .quit] as [FailureDecision])
  func staysOpen(decision: FailureDecision) throws {
    let bench = try bench([])
    bench.control.decision = { _ in decision }
    try bench.run { processor in
      let end = try processor.runMainPass()
      #expect(end == (decision == .quit ? .quit : .completed))
      #expect(processor.core.statistics.unknown == 1 && processor.core.statistics.skipped == 0)
      #expect(processor.core.unknownSlots == [UnknownSlot(sequence: 2, pass: 0)])
      #expect(processor.core.budgets.lockedAmount(of: id) != nil)
      #expect(processor.core.frontier == (decision == .quit ? 3 : bench.plan.slotCount))
      #expect(processor.core.slotInFlight == nil)
    }
    #expect(bench.control.reports.map(\.isUnknown) == [true])
    #expect(bench.script.sent.count { $0 == 2 } == 1)
  }

  @Test("an open slot is settled when all slots were tried")
  func settled() throws {
    for answer in [.found(.taken), .found(.canceled), .notFound] as [FindAnswer] {
      let bench = try bench([])
      try bench.run { processor in
        try processor.expectMainPass(.completed)
        bench.script.onFind = { _, _ in answer }
        try processor.expectSettlement(isNew: false)
        let statistics = processor.core.statistics
        #expect(statistics.unknown == 0 && processor.core.unknownSlots.isEmpty)
        #expect(statistics.failed == (answer == .notFound ? 1 : 0))
        #expect(statistics.finished == bench.plan.slotCount)
        let holds = processor.core.budgets.lockedAmount(of: id) != nil
        #expect(holds == (answer == .found(.taken)))
      }
      #expect(bench.script.log.last == "find 2 1/1")
      #expect(bench.script.sent.count { $0 == 2 } == 1)
    }
  }

  @Test("a settlement that learns nothing keeps the lock and counts no decision")
  func unsettled() throws {
    let bench = try bench([], maxRetries: 1)
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      try processor.expectSettlement(isNew: false)
      #expect(processor.core.statistics.unknown == 1)
      #expect(processor.core.unknownSlots == [UnknownSlot(sequence: 2, pass: 1)])
      #expect(processor.core.budgets.lockedAmount(of: id) != nil)
      #expect(processor.core.statistics.decisions.reduce(0, +) == 1)
      try processor.expectSettlement(isNew: false)
      try processor.expectSettlement(isNew: true)
    }
    let settling = bench.script.log.filter {
      $0.hasPrefix("find 2 1/") || $0.hasPrefix("find 2 2/")
    }
    #expect(settling == ["find 2 1/1", "find 2 1/2", "find 2 2/1", "find 2 2/2"])
  }

  @Test("a stop keeps the lock of a slot that may have been taken")
  func stop() throws {
    let bench = try bench([], maxRetries: 100)
    bench.control.stopAtPoll = 5
    try bench.run { processor in
      try processor.expectMainPass(.interrupted)
      #expect(processor.core.frontier == 2 && processor.core.slotInFlight == 2)
      #expect(processor.core.budgets.lockedAmount(of: id) != nil)
      bench.control.stopAtPoll = nil
      bench.script.onFind = { _, _ in .found(.taken) }
      try processor.expectMainPass(.completed)
      #expect(processor.core.slotInFlight == nil)
      #expect(processor.core.statistics.completed == bench.plan.slotCount)
    }
  }

  @Test("failed slots are sent again with a pass of their own, and looked up when open")
  func failedPass() throws {
    let bench = try bench([.notFound, .notFound, .notFound])
    bench.script.onSubmit = { slot, _ in slot.sequence == 2 ? .failed(.conflict) : .done(.taken) }
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      bench.script.onSubmit = { _, _ in .unknown(.timeout) }
      bench.script.onFind = { _, _ in .unknown(.timeout) }
      try processor.expectFailedPass(SequenceSet(words: [4]), .completed)
      #expect(processor.core.statistics.unknown == 1 && processor.core.statistics.failed == 0)
      bench.script.onFind = { _, _ in .found(.taken) }
      try processor.expectSettlement(isNew: false)
      #expect(processor.core.statistics.completed == bench.plan.slotCount)
    }
    #expect(bench.script.log.suffix(2).last == "find 2 2/1")
    #expect(calls(bench).contains("submit 2 1/1"))
  }

  @Test("a failed slot whose new try is stopped while open becomes unknown")
  func stoppedFailedPass() throws {
    let bench = try bench([])
    bench.script.onSubmit = { slot, _ in slot.sequence == 2 ? .failed(.conflict) : .done(.taken) }
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      bench.script.onSubmit = { _, _ in .unknown(.timeout) }
      bench.control.stopAtPoll = bench.control.polls + 3
      try processor.expectFailedPass(SequenceSet(words: [4]), .interrupted)
      #expect(processor.core.statistics.unknown == 1 && processor.core.statistics.failed == 0)
      #expect(processor.core.budgets.lockedAmount(of: id) != nil)
    }
  }
}
