import JSONText
import TestSupport
import Testing

@Suite("Thresholds of a run")
struct ThresholdTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test("kept and missed, in the summary, as JSON and in the exit code; show and resume agree")
  func verdicts() throws {
    let words = ["--threshold", "unknown == 0", "--threshold", "slots.finished > 100"]
    let answer = try place.run(["run", "--run-id", "a"] + words)
    #expect(answer.end == .exited(99))
    #expect(answer.output.contains("Threshold  slots.unknown == 0: passed, 0"))
    #expect(answer.output.contains("Threshold  slots.finished > 100: FAILED, 100"))
    let shown = try place.run(["show", "a", "--json"]).summary()
    #expect(shown.exitCode == 99)
    let verdicts = shown.json["thresholds"]?.elements?.map { $0["verdict"]?.stringValue }
    #expect(verdicts == ["passed", "failed"])
    #expect(try place.run(["resume", "a"]).end == .exited(99))
  }

  @Test("graver codes come first")
  func precedence() throws {
    let answer = try place.run([
      "run", "--fault", "timeout_after_apply=1", "--max-retries", "0", "--on-failure", "continue",
      "--threshold", "completed > 1000", "--json", "--fault", "timeout_before_apply=0",
    ])
    #expect(answer.end == .exited(81) || answer.end == .exited(99), "\(answer.error)")
    let failed = try place.run([
      "run", "--fault", "refusal=1", "--threshold", "failed rate < 50%",
    ])
    #expect(failed.end == .exited(99), "99 comes before 1")
  }

  @Test("a threshold that aborts stops the run, whose checkpoint goes on")
  func abort() throws {
    let answer = try place.run([
      "run", "--run-id", "a", "--rate", "200", "--iterations", "10", "--threshold",
      "slots_per_second > 100000 abort", "--json",
    ])
    #expect(answer.end == .exited(99), "\(answer.error)")
    let summary = try answer.summary()
    #expect(summary.status == "aborted")
    #expect(summary.slots("pending") > 500)
    #expect(summary.verdict == "pass", "\(summary.violations)")
    #expect(answer.error.contains("threshold slots_per_second > 100000 is not kept"))
    #expect(answer.error.contains("go on with: simulator resume a"))
    #expect(try place.run(["runs"]).output.contains("interrupted"))
    let again = try place.run(["resume", "a", "--json"])
    #expect(again.end == .exited(99), "the same figures are judged again")
  }

  @Test("a grace time is waited for")
  func grace() throws {
    let answer = try place.run([
      "run", "--rate", "100", "--threshold", "slots_per_second > 100000 abort after 10s", "--json",
    ])
    #expect(answer.end == .exited(99))
    #expect(try answer.summary().status == "completed", "it was over before")
  }

  @Test("what is wrong is said before anything is done")
  func wrong() throws {
    for (text, words) in [
      ("response.p99", "must be METRIC COMPARISON VALUE"), ("p99 < 5ms", "unknown metric \"p99\""),
      ("response.p99 < 5", "a duration with its unit"),
      ("response.p99 < 5ms in hold", "which the load does not have; it has \"main\""),
    ] {
      let answer = try place.run(["run", "--threshold", text])
      #expect(answer.end == .exited(65))
      #expect(answer.error.hasPrefix("simulator: error: --threshold: thresholds[0]: "))
      #expect(answer.error.contains(words), "\(answer.error)")
    }
    #expect(place.everything().isEmpty)
  }
}
