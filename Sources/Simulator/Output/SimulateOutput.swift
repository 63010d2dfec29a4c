import DeterministicSimulation
import JSONText
import Platform
import Reporting

/// What `simulator simulate` prints.
final class SimulateOutput {
  private let isJSON: Bool
  private let isQuiet: Bool
  private let context: CommandContext
  private var isDrawn = false

  init(_ arguments: ParsedArguments, _ context: CommandContext) {
    isJSON = arguments.flag("json")
    isQuiet = arguments.flag("quiet")
    self.context = context
  }

  /// One line of a history's story.
  func tell(_ line: String) {
    guard !isQuiet else { return }
    if isJSON { context.writeMessage(line + "\n") } else { context.writeResult(line + "\n") }
  }

  /// How far a campaign is, on a terminal.
  func show(_ result: Campaign.Result, since start: Instant) {
    guard StandardStream.error.isTerminal, !isQuiet else { return }
    isDrawn = true
    let line = Self.line(result, SystemClock().now() - start)
    context.writeMessage("\r\(line)\u{1B}[K")
  }

  /// Takes the line away, so that other text can be written.
  func clear() {
    guard isDrawn else { return }
    context.writeMessage("\r\u{1B}[K")
    isDrawn = false
  }

  /// What came of it.
  func show(
    _ result: Campaign.Result, _ failures: [SimulateFailure], _ elapsed: TimeSpan, _ code: ExitCode
  ) {
    if isJSON { return writeJSON(result, failures, elapsed, code) }
    for failure in failures { context.writeResult(text(failure)) }
    guard !isQuiet else { return }
    if result.histories > 1 {
      context.writeResult(Self.line(result, elapsed) + "\n")
      context.writeResult(Self.line(result.counts) + "\n")
    }
    guard failures.isEmpty, result.histories > 0 else { return }
    context.writeResult(context.resultStyle.success("nothing is wrong") + "\n")
  }

  private func text(_ failure: SimulateFailure) -> String {
    var lines = [context.resultStyle.error("seed \(failure.seed) fails")]
    lines += failure.problems.prefix(5).map { "  \($0.check): \($0.message)" }
    if failure.problems.count > 5 { lines.append("  and \(failure.problems.count - 5) more") }
    lines.append("  repeat it: \(failure.command)")
    if let smaller = failure.smaller {
      lines.append("  smaller:   \(smaller.summary)")
      lines.append("  \(smaller.problem.check): \(smaller.problem.message)")
      lines.append("  repeat it: \(smaller.command)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  static func line(_ result: Campaign.Result, _ elapsed: TimeSpan) -> String {
    let perSecond = rate(result.histories, elapsed)
    return "\(Shown.count(result.histories)) histories, "
      + "\(Shown.count(result.counts.slots)) slots, \(Shown.count(perSecond)) histories/s, "
      + "\(result.failures.count) failed"
  }

  static func line(_ counts: HistoryCounts) -> String {
    "\(Shown.count(counts.processes)) processes, \(Shown.count(counts.kills)) kills, "
      + "\(Shown.count(counts.powerFailures)) power failures, "
      + "\(Shown.count(counts.diskFailures)) disk failures, \(Shown.count(counts.stops)) stops, "
      + "\(Shown.count(counts.quits)) decisions to quit, \(Shown.count(counts.audits)) audits, "
      + "\(Shown.count(counts.comparisons)) comparisons slot by slot"
  }

  static func rate(_ histories: UInt64, _ elapsed: TimeSpan) -> UInt64 {
    guard elapsed.nanoseconds > 0 else { return 0 }
    return UInt64(
      clamping: UInt128(histories) * 1_000_000_000 / UInt128(elapsed.nanoseconds))
  }
}

extension SimulateOutput {
  /// The schema that the JSON names.
  static let schema = "simulator.simulate/1"

  private func writeJSON(
    _ result: Campaign.Result, _ failures: [SimulateFailure], _ elapsed: TimeSpan, _ code: ExitCode
  ) {
    var json = JSONWriter(style: .pretty)
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("exit_code", UInt64(code.rawValue))
    json.member("histories", result.histories)
    json.member("slots", result.counts.slots)
    json.member("elapsed_ms", UInt64(max(0, elapsed.nanoseconds / 1_000_000)))
    json.member("histories_per_second", Self.rate(result.histories, elapsed))
    Self.write(result.counts, to: &json)
    json.key("failures")
    json.beginArray()
    for failure in failures { Self.write(failure, to: &json) }
    json.endArray()
    json.endObject()
    json.endLine()
    context.writeResult(String(decoding: json.drain(), as: UTF8.self))
  }

  private static func write(_ counts: HistoryCounts, to json: inout JSONWriter) {
    json.member("processes", counts.processes)
    json.member("kills", counts.kills)
    json.member("power_failures", counts.powerFailures)
    json.member("disk_failures", counts.diskFailures)
    json.member("stops", counts.stops)
    json.member("quits", counts.quits)
    json.member("audits", counts.audits)
    json.member("comparisons", counts.comparisons)
  }

  private static func write(_ failure: SimulateFailure, to json: inout JSONWriter) {
    json.beginObject()
    json.member("seed", failure.seed)
    json.member("summary", failure.summary)
    json.member("command", failure.command)
    json.key("problems")
    json.beginArray()
    for problem in failure.problems { write(problem, to: &json) }
    json.endArray()
    if let smaller = failure.smaller {
      json.key("smaller")
      json.beginObject()
      json.member("summary", smaller.summary)
      json.member("command", smaller.command)
      json.key("problem")
      write(smaller.problem, to: &json)
      json.endObject()
    }
    json.endObject()
  }

  private static func write(_ problem: Problem, to json: inout JSONWriter) {
    json.beginObject()
    json.member("check", problem.check)
    json.member("message", problem.message)
    json.endObject()
  }
}
