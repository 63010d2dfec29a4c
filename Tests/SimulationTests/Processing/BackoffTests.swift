import Testing

@testable import Simulation

@Suite("Processing: backoff") struct BackoffTests {
  private let backoff = Backoff(
    baseNanoseconds: 500_000_000, nanosecondsMax: 30_000_000_000, seed: 42)

  @Test("waits double up to the cap, at least half of each is kept")
  func growth() {
    for number in 1...70 as ClosedRange<UInt32> {
      let ceiling: Int64 = number > 6 ? 30_000_000_000 : 500_000_000 << Int64(number - 1)
      for slot in 0..<200 as Range<UInt64> {
        let delay = backoff.delay(afterAttempt: number, slot: slot)
        #expect((ceiling / 2...ceiling).contains(delay), "try \(number), slot \(slot)")
      }
    }
  }

  @Test("slots wait differently, over the whole range")
  func jitter() {
    let delays = (0..<1000 as Range<UInt64>).map { backoff.delay(afterAttempt: 1, slot: $0) }
    #expect(Set(delays).count > 990)
    #expect(delays.contains { $0 < 255_000_000 } && delays.contains { $0 > 495_000_000 })
  }

  @Test("the same slot and try wait the same, other seeds do not")
  func determinism() {
    let other = Backoff(baseNanoseconds: 500_000_000, nanosecondsMax: 30_000_000_000, seed: 43)
    for slot in 0..<100 as Range<UInt64> {
      let delay = backoff.delay(afterAttempt: 3, slot: slot)
      #expect(delay == backoff.delay(afterAttempt: 3, slot: slot))
      #expect(delay != other.delay(afterAttempt: 3, slot: slot))
    }
  }

  @Test("a base of nothing waits for nothing, the largest ones do not overflow")
  func limits() {
    let none = Backoff(baseNanoseconds: 0, nanosecondsMax: 0, seed: 1)
    #expect(none.delay(afterAttempt: 9, slot: 1) == 0)
    let year: Int64 = 31_536_000_000 * 1_000_000
    let slow = Backoff(baseNanoseconds: year, nanosecondsMax: year, seed: 1)
    #expect((year / 2...year).contains(slow.delay(afterAttempt: .max, slot: .max)))
    let short = Backoff(baseNanoseconds: 1, nanosecondsMax: 1, seed: 1)
    #expect((0...1).contains(short.delay(afterAttempt: 5, slot: 1)))
  }
}
