import Budgets
import Domain
import Platform
import Testing

@testable import Simulation

@Suite("Processing: pace and schedules") struct PacingTests {
  @Test("slots are sent exactly when they are due", arguments: ["4", "3", "0.5", "1000000"])
  func pace(rate: String) throws {
    let bench = try ProcessorBench(processor: #""trades_per_second": \#(rate)"#)
    var sent: [Int64] = []
    bench.script.onSubmit = { _, _ in
      sent.append(bench.clock.now().nanoseconds - 1_000_000_000)
      return .done(.taken)
    }
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      #expect(processor.measurement.latency.lag.nanosecondsMax == 0)
    }
    let perSecond = try ExactDecimal(parsing: rate)
    let tenths = try #require(perSecond.wholeUnits(scale: 1))
    let expected = sent.indices.map { Int64(Int128($0) * 10_000_000_000 / tenths) }
    #expect(sent == expected)
  }

  @Test("a late venue does not move the plan, and lateness is measured")
  func lateness() throws {
    let bench = try ProcessorBench(processor: #""trades_per_second": 10"#)
    bench.script.onSubmit = { slot, _ in
      if slot.sequence == 2 { bench.clock.advance(by: .milliseconds(250)) }
      return .done(.taken)
    }
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      // Slot 2 is due at 200 ms and answered at 450 ms; slot 3 is due at 300 ms, slot 4 at 400 ms.
      #expect(processor.measurement.latency.service.nanosecondsMax == 250_000_000)
      #expect(processor.measurement.latency.response.nanosecondsMax == 250_000_000)
      #expect(processor.measurement.latency.lag.nanosecondsMax == 150_000_000)
      #expect(processor.measurement.latency.lag.count == bench.plan.slotCount)
    }
    #expect(bench.milliseconds == 700)
  }

  @Test("a stop while waiting for a slot's time comes before the slot")
  func stopWhileWaiting() throws {
    let bench = try ProcessorBench(processor: #""trades_per_second": 0.5"#)
    bench.control.stopAtPoll = 10
    try bench.run { processor in
      try processor.expectMainPass(.interrupted)
      #expect(processor.core.frontier == UInt64(bench.script.sent.count))
      #expect(processor.core.budgets.openLockCount == bench.script.sent.count)
    }
  }

  @Test("each further schedule is asked about, when so configured")
  func schedules() throws {
    let asking = #""auto_continue": false"#
    let bench = try ProcessorBench(processor: asking, rest: #""iterations": 3"#)
    try bench.run { try $0.expectMainPass(.completed) }
    #expect(bench.control.schedules == [2, 3])

    let refusing = try ProcessorBench(processor: asking, rest: #""iterations": 3"#)
    refusing.control.goesOn = { $0 < 3 }
    try refusing.run { processor in
      try processor.expectMainPass(.quit)
      #expect(processor.core.frontier == 2 * refusing.plan.scheduler.slotsPerSchedule)
    }

    let silent = try ProcessorBench(rest: #""iterations": 3"#)
    try silent.run { try $0.expectMainPass(.completed) }
    #expect(silent.control.schedules.isEmpty)
  }

  @Test("checkpoints fall due with time, and progress is shown")
  func checkpoints() throws {
    let bench = try ProcessorBench(processor: #""trades_per_second": 0.5"#)
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      #expect(processor.elapsedNanoseconds >= 14_000_000_000 - 100_000_000)
    }
    let progress = try #require(bench.control.progress)
    #expect(progress.slotCount == bench.plan.slotCount && progress.finished >= 6)
  }
}
