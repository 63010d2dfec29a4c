import Domain
import Testing

@testable import Simulation

@Suite("Thresholds: judging") struct ThresholdJudgingTests {
  /// A run of 10 s: warm-up of 2 s, ramp of 3 s, hold until the end.
  private static let figures = MeasuredRun {
    $0.phase("warm-up", isWarmUp: true, 0..<2, response: [9_000_000_000], failed: 7)
    $0.phase("ramp", 2..<5, response: Array(1...100).map { $0 * 1000 }, completed: 99, failed: 1)
    $0.phase("hold", 5..<10, response: [2000, 4000], completed: 300, dropped: 100)
  }

  private func judge(_ text: String) throws -> ThresholdResult {
    Self.figures.subject.judge(try Threshold(parsing: text))
  }

  @Test(
    "what is kept, what is not, and what was measured",
    arguments: [
      ("response.max < 100us", false, "100us"), ("response.max <= 100us", true, "100us"),
      ("response.max == 100000ns", true, "100us"), ("response.max != 100us", false, "100us"),
      ("response.max > 99.999us", true, "100us"), ("response.max >= 100.001us", false, "100us"),
      ("response.max < 10s in warm-up", true, "9s"), ("response.max < 5us in hold", true, "4us"),
      ("response.mean < 3001ns in hold", true, "3us"),
      ("response.p50 <= 2us in hold", true, "2us"),
      ("slots.failed == 1", true, "1"), ("slots.failed == 7 in warm-up", true, "7"),
      ("failed rate <= 0.2%", true, "0.2% (1 of 500)"),
      ("failed rate < 0.2%", false, "0.2% (1 of 500)"),
      ("failed rate < 1% in ramp", false, "1% (1 of 100)"),
      ("dropped rate < 25% in hold", false, "25% (100 of 400)"),
      ("dropped == 0 in ramp", true, "0"), ("dropped == 0", false, "100"),
      ("slots_per_second >= 62.5", true, "62.5"), ("slots_per_second > 62.5", false, "62.5"),
      ("slots_per_second < 33.334 in ramp", true, "33.333"),
      ("slots_per_second < 33.3333 in ramp", false, "33.333"),
      ("slots_per_second == 80 in hold", true, "80"),
      ("matches rate == 0%", true, "0% (0 of 399)"),
    ])
  func verdicts(text: String, isKept: Bool, measured: String) throws {
    let result = try judge(text)
    #expect(result.verdict == (isKept ? .passed : .failed))
    #expect(result.measuredText == measured)
  }

  @Test("a third is neither 0.333333333333 nor 0.333333333334")
  func exact() throws {
    let run = MeasuredRun { $0.phase("main", 0..<3, completed: 2, failed: 1) }
    for (text, isKept) in [
      ("failed rate == 0.333333333333", false), ("failed rate > 0.333333333333", true),
      ("failed rate < 0.333333333334", true), ("failed rate <= 0.333333333333", false),
    ] {
      let result = run.subject.judge(try Threshold(parsing: text))
      #expect((result.verdict == .passed) == isKept, "\(text)")
    }
  }

  @Test("the largest figures against the finest limits overflow nothing")
  func extremes() throws {
    let slots: UInt64 = 1_000_000_000_000_000
    let run = MeasuredRun {
      $0.phase("main", 0..<31_536_000, response: [.max], completed: slots - 1, failed: 1)
    }
    for text in [
      "failed rate < 0.0000000001%", "slots_per_second > 31709791.983764586",
      "response.max < 999999999s", "slots.completed == 999999999999999",
      "response.max > 0.000000000001ns", "slots_per_second > 0.000000000001",
    ] {
      _ = run.subject.judge(try Threshold(parsing: text)).measuredText
    }
    let rate = run.subject.judge(try Threshold(parsing: "failed rate == 0.000000000001"))
    #expect(rate.verdict == .failed)
    let equal = run.subject.judge(try Threshold(parsing: "slots_per_second > 31709791.983764"))
    #expect(equal.verdict == .passed)
  }

  @Test("what was never measured is no pass")
  func unmeasured() throws {
    let run = MeasuredRun {
      $0.phase("main", 0..<5, completed: 0)
      $0.phase("later", 5..<9)
    }
    for text in [
      "response.p99 < 1s", "failed rate < 1%", "lag.max < 1s in later",
      "slots_per_second > 1 in later",
    ] {
      let result = run.subject(elapsedSeconds: 5).judge(try Threshold(parsing: text))
      #expect(result.verdict == .unmeasured, "\(text)")
      #expect(result.measuredText == "nothing measured")
      #expect(result.measuredNumber == nil)
    }
    let count = run.subject(elapsedSeconds: 5).judge(try Threshold(parsing: "dropped == 0"))
    #expect(count.verdict == .passed)
  }

  @Test("without a warm-up the run's last word counts, after every later try")
  func laterTries() throws {
    var run = MeasuredRun { $0.phase("main", 0..<1, completed: 5, failed: 5) }
    run.statistics.completed = 9
    run.statistics.failed = 1
    let result = run.subject.judge(try Threshold(parsing: "failed rate <= 10%"))
    #expect(result.measuredText == "10% (1 of 10)")
  }

  @Test("only what aborts is watched, and only after its grace")
  func watch() throws {
    let run = MeasuredRun {
      $0.phase("main", 0..<20, response: [60_000_000], completed: 1)
      $0.phase("hold", 20..<100, response: [60_000_000], completed: 1)
    }
    let texts =
      [
        ("response.p99 < 50ms", nil), ("response.p99 < 70ms abort", nil),
        ("response.p99 < 50ms abort", 0), ("response.p99 < 50ms abort after 10s", 10),
        ("response.p99 < 50ms in hold abort after 10s", 30),
        ("response.p99 < 50ms in hold abort", 20),
      ] as [(String, Int64?)]
    for (text, first) in texts {
      let watch = ThresholdWatch([try Threshold(parsing: text)])
      let failing = (0..<40).first { second in
        watch.failed(run.subject(elapsedSeconds: second)) != nil
      }
      #expect(failing == first, "\(text)")
    }
    #expect(ThresholdWatch([try Threshold(parsing: "dropped == 0")]).isIdle)
  }
}
