import Domain
import Platform
import Testing

@testable import Simulation

@Suite("Venues: injected faults") struct FaultyVenueTests {
  private func venue(
    _ faults: String, clock: ManualClock = ManualClock(), script: VenueScript = VenueScript()
  ) throws -> FaultyVenue<ScriptedVenue, ManualClock> {
    let faults = try #require(try read(#"{"faults": {\#(faults)}}"#).faults)
    return FaultyVenue(
      base: ScriptedVenue(script: script), faults: faults, seed: 42, clock: clock,
      runStart: Instant(nanoseconds: 0))
  }

  private func slot(_ sequence: UInt64) throws -> ActionSlot {
    var slot = try Plan(Configuration.read(file: nil)).scheduler.slot(at: 0)
    slot.sequence = sequence
    return slot
  }

  @Test("which fault meets an attempt depends on slot, pass and try alone")
  func pure() throws {
    let faults =
      #""refusal": 0.2, "failure": 0.2, "timeout_before_apply": 0.2, "timeout_after_apply": 0.2"#
    var venue = try venue(faults)
    var other = try self.venue(faults)
    var order = SplitMix64(seed: 1)
    var base = try slot(0)
    var events: [VenueEvent] = []
    var answers: [VenueAnswer: Int] = [:]
    for _ in 0..<3000 {
      base.sequence = order.next(below: UInt64(1_000_000))
      let attempt = Attempt(
        pass: UInt8(order.next(below: UInt64(3))), number: UInt32(1 + order.next(below: UInt64(4))))
      let answer = venue.submit(base, attempt: attempt, into: &events)
      #expect(answer == other.submit(base, attempt: attempt, into: &events))
      answers[answer, default: 0] += 1
    }
    let expected: [VenueAnswer: Int] = [
      .done(.taken): 600, .refused(.injected): 600, .failed(.connectionLost): 600,
      .unknown(.timeout): 1200,
    ]
    for (answer, count) in expected {
      #expect(abs((answers[answer] ?? 0) - count) < 150, "\(answers)")
    }
  }

  @Test("an order is applied after all faults but before none")
  func application() throws {
    for (fault, isApplied) in [
      ("refusal", false), ("failure", false), ("timeout_before_apply", false),
      ("timeout_after_apply", true),
    ] {
      let script = VenueScript()
      var venue = try venue(#""\#(fault)": 1"#, script: script)
      var events: [VenueEvent] = []
      _ = venue.submit(try slot(5), attempt: Attempt(pass: 0, number: 1), into: &events)
      #expect(script.sent == (isApplied ? [5] : []), "\(fault)")
      #expect(events.isEmpty)
    }
  }

  @Test("answers are late and stalls are waited for, but not in replay")
  func waiting() throws {
    let faults =
      #""delay": {"probability": 1, "min_ms": 5, "max_ms": 5}, "#
      + #""stalls": [{"start_ms": 100, "duration_ms": 50}]"#
    let clock = ManualClock()
    var venue = try venue(faults, clock: clock)
    var events: [VenueEvent] = []
    let attempt = Attempt(pass: 0, number: 1)
    _ = venue.submit(try slot(0), attempt: attempt, into: &events)
    #expect(clock.now() == Instant(nanoseconds: 5_000_000))
    clock.sleep(until: Instant(nanoseconds: 120_000_000))
    _ = venue.submit(try slot(1), attempt: attempt, into: &events)
    #expect(clock.now() == Instant(nanoseconds: 155_000_000))
    venue.isReplaying = true
    _ = venue.submit(try slot(2), attempt: attempt, into: &events)
    #expect(clock.now() == Instant(nanoseconds: 155_000_000))
  }
}
