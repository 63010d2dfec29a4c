import Platform
import Testing

@Suite struct TimeTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"),
    (-1, "1969-12-31T23:59:59.999Z"),
    (951_782_400_000_000_000, "2000-02-29T00:00:00.000Z"),
    (1_709_251_199_999_999_999, "2024-02-29T23:59:59.999Z"),
    (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000Z"),
    (Int64.max, "2262-04-11T23:47:16.854Z"),
    (Int64.min, "1677-09-21T00:12:43.145Z"),
  ])
  func wallTimeAsText(nanoseconds: Int64, text: String) {
    #expect(WallTime(unixNanoseconds: nanoseconds).text == text)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("1970-01-01T00:00:00.5Z", 500_000_000),
    ("1969-12-31T23:59:59.999999999Z", -1),
    ("2262-04-11T23:47:16.854775807Z", Int64.max),
    ("1677-09-21T00:12:43.145224192Z", Int64.min),
  ])
  func wallTimeFromText(text: String, nanoseconds: Int64) {
    #expect(WallTime(text: text)?.unixNanoseconds == nanoseconds)
  }

  @Test(arguments: [
    "", "1970-01-01", "1970-01-01T00:00:00", "1970-01-01t00:00:00Z", "1970-13-01T00:00:00Z",
    "1970-00-01T00:00:00Z", "2023-02-29T00:00:00Z", "1970-01-32T00:00:00Z", "1970-01-00T00:00:00Z",
    "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z", "1970-01-01T00:00:60Z", "1970-01-01T00:00:00.Z",
    "1970-01-01T00:00:00.1234567890Z", "1970-01-01T00:00:00Z ", "+970-01-01T00:00:00Z",
    "2262-04-11T23:47:16.854775808Z", "1677-09-21T00:12:43.145224191Z", "9999-12-31T23:59:59Z",
  ])
  func otherTextIsRefused(text: String) { #expect(WallTime(text: text) == nil) }

  @Test func everyDayOfFourCenturiesReadsBack() {
    for day in stride(from: Int64(-100_000), to: 100_000, by: 1) {
      let time = WallTime(unixNanoseconds: day * 86_400_000_000_000 + 45_296_789_000_000)
      let read = WallTime(text: time.text)
      if read != time { Issue.record("\(time.text) reads as \(String(describing: read))") }
    }
  }

  @Test func spansSaturate() {
    #expect(TimeSpan.milliseconds(3).nanoseconds == 3_000_000)
    #expect(TimeSpan.seconds(.max).nanoseconds == .max)
    #expect(TimeSpan.seconds(.min).nanoseconds == .min)
    #expect(Instant(nanoseconds: 5) + .microseconds(1) == Instant(nanoseconds: 1005))
    #expect(Instant.distantFuture + .seconds(1) == .distantFuture)
    #expect(Instant.distantFuture - Instant(nanoseconds: -1) == TimeSpan(nanoseconds: .max))
    #expect(Instant(nanoseconds: .min) - Instant(nanoseconds: 1) == TimeSpan(nanoseconds: .min))
  }

  @Test func aManualClockMovesOnlyWhenTold() {
    let clock = ManualClock(wallTimeAtZero: WallTime(unixNanoseconds: 1000))
    #expect(clock.now() == Instant(nanoseconds: 0))
    #expect(clock.sleep(until: Instant(nanoseconds: 50)) == .timeout)
    #expect(clock.sleep(until: Instant(nanoseconds: 20)) == .timeout)
    clock.advance(by: TimeSpan(nanoseconds: 7))
    #expect(clock.now() == Instant(nanoseconds: 57))
    #expect(clock.wallTime == WallTime(unixNanoseconds: 1057))
  }

  @Test(arguments: [20, 300, 1700, 12_000])
  func theSystemClockSleepsUntilItsDeadline(microseconds: Int64) {
    let clock = SystemClock()
    let deadline = clock.now() + .microseconds(microseconds)
    #expect(clock.sleep(until: deadline) == .timeout)
    #expect(clock.now() >= deadline)
    #expect(clock.now() - deadline < .seconds(2))
  }

  @Test func theCalendarIsThisCenturys() {
    #expect(SystemClock().wallTime.text.hasPrefix("20"))
  }

  @Test func processorTimeCountsWorkAndNoSleep() {
    let clock = SystemClock()
    let start = ProcessorTime.ofThisThread
    clock.sleep(until: clock.now() + .milliseconds(50))
    let slept = ProcessorTime.ofThisThread
    #expect(slept.nanoseconds - start.nanoseconds < 40_000_000)
    let before = clock.now()
    while ProcessorTime.ofThisThread.nanoseconds < slept.nanoseconds + 5_000_000 {}
    #expect(clock.now() - before >= .milliseconds(5))
  }
}
