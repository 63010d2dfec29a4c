import Domain
import Platform
import Testing

@testable import Simulation

@Suite("Pacing: the open model") struct OpenModelTests {
  /// A bench on which slots are due at planned times.
  private func bench(_ load: String, processor: String = "", rest: String = "") throws
    -> ProcessorBench
  {
    try ProcessorBench(
      processor: processor, rest: #""load": {\#(load)}\#(rest.isEmpty ? "" : ", ")\#(rest)"#)
  }

  /// When slots are sent, in microseconds after the start.
  private func sendTimes(_ bench: ProcessorBench) throws -> [Int64] {
    var sent: [Int64] = []
    bench.script.onSubmit = { _, _ in
      sent.append((bench.clock.now().nanoseconds - 1_000_000_000) / 1000)
      return .done(.taken)
    }
    try bench.run { try $0.expectMainPass(.completed) }
    return sent
  }

  @Test("a constant rate sends at even distances")
  func constant() throws {
    #expect(try sendTimes(bench(#""rate": 4"#)) == (0..<8).map { $0 * 250_000 })
  }

  @Test("a ramp sends at the times at which the integral of the rate is whole")
  func ramp() throws {
    // From 0 to 4/s in 2 s: t^2 slots are due after t seconds; then 4/s.
    let stages = #"{"duration": "2s", "rate": 0, "end_rate": 4}, {"duration": "10s", "rate": 4}"#
    let times = try sendTimes(bench(#""stages": [\#(stages)]"#))
    let expected = [0, 1_000_000, 1_414_213, 1_732_050, 2_000_000, 2_250_000, 2_500_000, 2_750_000]
    #expect(times.count == 44)
    #expect(zip(times, expected).allSatisfy { abs($0 - Int64($1)) <= 1 }, "\(times)")
  }

  @Test("random arrivals keep the rate, are spread like those of a Poisson process, and are seeded")
  func poisson() throws {
    let text = #"""
      {"seed": 5, "accounts": {"count": 2}, "scheduler": {"trades_per_account": 20000},
       "load": {"rate": 1000, "arrivals": "poisson"}}
      """#
    let plan = try Plan(Configuration.read(file: ("test", Array(text.utf8))))
    var clock = try #require(ArrivalClock(plan, origin: 0, elapsedNanoseconds: 0))
    let times = (0..<UInt64(40_000)).compactMap { clock.due($0) }
    try #require(times.count == 40_000)
    let gaps = zip(times.dropFirst(), times).map { Double($0 - $1) / 1e6 }
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    let deviation = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
    #expect(abs(mean - 1) < 0.02, "seed 5: mean \(mean) ms")
    #expect(abs(deviation.squareRoot() - 1) < 0.03, "seed 5: deviation \(deviation)")
    let long = Double(gaps.filter { $0 > 2 }.count) / Double(gaps.count)
    #expect(abs(long - 0.1353) < 0.01, "seed 5: \(long) of the gaps are above 2 ms")
    // A lane that looks at every third slot sees the same times.
    var other = try #require(ArrivalClock(plan, origin: 0, elapsedNanoseconds: 0))
    for slot in stride(from: 0, to: 40_000, by: 3) {
      let due = other.due(UInt64(slot))
      #expect(due == times[slot])
    }
  }

  @Test("a run that is taken up later goes on in the profile where it was")
  func takenUp() throws {
    let text = #"""
      {"accounts": {"count": 2}, "scheduler": {"trades_per_account": 100},
       "load": {"stages": [{"duration": "2s", "rate": 0, "end_rate": 4}, {"duration": "9s", "rate": 4}]}}
      """#
    let plan = try Plan(Configuration.read(file: ("test", Array(text.utf8))))
    // After one second one slot was due: slot 1 is due next, at once, and slot 4 at two seconds.
    var clock = try #require(ArrivalClock(plan, origin: 1, elapsedNanoseconds: 1_000_000_000))
    let due = [1, 4, 39, 40].map { clock.due($0) }
    #expect(due == [1_000_000_000, 2_000_000_000, 10_750_000_000, nil])
  }

  @Test("the load ends with its duration, and schedules repeat until then")
  func duration() throws {
    let bench = try bench(#""rate": 10, "duration": "3s""#)
    let ended = try bench.run { processor in
      try processor.expectMainPass(.completed)
      return processor.endedBy
    }
    #expect(ended == .duration)
    #expect(bench.script.sent == Array(0..<30))
    #expect(bench.milliseconds == 2900)
  }

  @Test("late slots are sent at once, and all lateness is response time")
  func queue() throws {
    let bench = try bench(#""rate": 10"#)
    stall(bench, at: 2, milliseconds: 450)
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      let latency = processor.measurement.latency
      #expect(latency.service.nanosecondsMax == 450_000_000)
      // Slot 3 is due at 300 ms and sent at 650 ms.
      #expect(latency.lag.nanosecondsMax == 350_000_000)
      #expect(processor.measurement.generator.queued == 4)
      #expect(processor.measurement.generator.sendError.nanosecondsMax == 0)
      #expect(processor.measurement.counts.completed == 8)
    }
  }

  @Test("slots that are too late are dropped and counted")
  func drop() throws {
    let bench = try bench(#""rate": 10, "when_late": "drop", "drop_after": "120ms""#)
    stall(bench, at: 2, milliseconds: 450)
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      // At 650 ms, slots 3, 4 and 5 are 350, 250 and 150 ms late; slot 6 is 50 ms late.
      #expect(processor.core.statistics.dropped == 3)
      #expect(processor.core.statistics.skipped == 3)
      #expect(processor.measurement.counts.dropped == 3)
      #expect(processor.measurement.counts.offered == 8)
      #expect(processor.measurement.counts.completed == 5)
      #expect(processor.measurement.latency.lag.nanosecondsMax == 50_000_000)
    }
    #expect(bench.script.sent == [0, 1, 2, 6, 7])
  }

  @Test("catching up keeps to a multiple of the rate")
  func catchUp() throws {
    let bench = try bench(#""rate": 10, "when_late": "catch_up", "catch_up_percent": 200"#)
    let times = try sendTimes(bench, stallAt: 2, milliseconds: 350)
    // Slot 2 is sent at 200 ms and answered at 550 ms; then every 50 ms until slot 7,
    // which is on time.
    #expect(times == [0, 100, 200, 550, 600, 650, 700, 700].map { $0 * 1000 })
  }

  @Test("a slot that fails waits aside while others are sent at their times")
  func deferring() throws {
    let bench = try bench(
      #""rate": 10"#,
      processor: #""retry_base_delay_ms": 300, "retry_max_delay_ms": 300, "max_retries": 2"#)
    var tries = 0
    var sent: [(slot: UInt64, time: Int64)] = []
    bench.script.onSubmit = { slot, _ in
      sent.append((slot.sequence, (bench.clock.now().nanoseconds - 1_000_000_000) / 1_000_000))
      guard slot.sequence == 1 else { return .done(.taken) }
      tries += 1
      return tries < 3 ? .failed(.connectionLost) : .done(.taken)
    }
    try bench.run { processor in
      try processor.expectMainPass(.completed)
      #expect(processor.core.deferred.isEmpty)
      #expect(processor.core.statistics.completed == 8)
      #expect(processor.core.statistics.failed == 0)
      #expect(processor.core.statistics.retries == 2)
      #expect(processor.core.statistics.attempts == 10)
      #expect(processor.measurement.counts.completed == 8)
      #expect(processor.measurement.counts.retries == 2)
    }
    let others = sent.filter { $0.slot != 1 }
    #expect(others.map(\.time) == [0, 200, 300, 400, 500, 600, 700])
    let own = sent.filter { $0.slot == 1 }.map(\.time)
    #expect(own.count == 3 && own[0] == 100, "\(own)")
    #expect(zip(own.dropFirst(), own).allSatisfy { (150...300).contains($0 - $1) }, "\(own)")
  }

  private func stall(_ bench: ProcessorBench, at slot: UInt64, milliseconds: Int64) {
    bench.script.onSubmit = { sent, _ in
      if sent.sequence == slot { bench.clock.advance(by: .milliseconds(milliseconds)) }
      return .done(.taken)
    }
  }

  private func sendTimes(
    _ bench: ProcessorBench, stallAt slot: UInt64, milliseconds: Int64
  ) throws -> [Int64] {
    var sent: [Int64] = []
    bench.script.onSubmit = { order, _ in
      sent.append((bench.clock.now().nanoseconds - 1_000_000_000) / 1000)
      if order.sequence == slot { bench.clock.advance(by: .milliseconds(milliseconds)) }
      return .done(.taken)
    }
    try bench.run { try $0.expectMainPass(.completed) }
    return sent
  }
}
