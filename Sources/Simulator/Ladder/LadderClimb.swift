import Domain
import JSONText
import Reporting
import Simulation

/// What a ladder came to.
struct LadderClimb {
  /// The ladder's name, which its runs begin with.
  let name: String
  /// The rates that were tried, lowest first.
  var rungs: [LadderRung]
  /// Whether a signal ended it.
  var isInterrupted: Bool

  /// The schema that the JSON names.
  static let schema = "simulator.ladder/1"

  /// The highest rate that held; nil when none did.
  var highest: LadderRung? { rungs.last { $0.holds } }

  /// The result in words.
  var conclusion: String {
    let held = highest.map { "The highest rate that held is \($0.rate.perSecond) slots/s." }
    guard let last = rungs.last, !last.holds else {
      let reason =
        isInterrupted ? "It was interrupted" : "Every rate held; begin higher to find the limit"
      return [held, reason + "."].compactMap(\.self).joined(separator: " ")
    }
    let missed = "\(last.rate.perSecond) slots/s did not: \(last.misses.joined(separator: "; "))."
    return "\(held ?? "No rate held.") \(missed)"
  }

  /// Fails as a threshold does when not even the lowest rate held.
  var exitCode: ExitCode {
    if isInterrupted { return .interrupted }
    return highest == nil ? .thresholdFailed : .success
  }

  /// Writes all rates as one JSON object.
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("ladder", name)
    json.member("interrupted", isInterrupted)
    json.key("highest_rate")
    if let highest { json.number(highest.rate.perSecond.description) } else { json.null() }
    json.member("conclusion", conclusion)
    json.key("rates")
    json.beginArray()
    for rung in rungs { write(rung, to: &json) }
    json.endArray()
    json.endObject()
  }

  private func write(_ rung: LadderRung, to json: inout JSONWriter) {
    let counts = rung.report.measurement.counts
    json.beginObject()
    json.key("offered_per_second")
    json.number(rung.rate.perSecond.description)
    json.key("sent_per_second")
    json.number(RunSummary.fixed(rung.achievedPerSecond, 1))
    json.member("run_id", rung.report.runID)
    for entry in counts.entries { json.member(entry.key, entry.count) }
    json.key("response_us")
    json.beginObject()
    for (key, nanoseconds) in rung.report.latency.response.standardPercentiles {
      json.key(key)
      json.number(RunSummary.fixed(Double(nanoseconds) / 1e3, 3))
    }
    json.endObject()
    json.member("holds", rung.holds)
    json.key("misses")
    json.beginArray()
    for miss in rung.misses { json.string(miss) }
    json.endArray()
    json.endObject()
  }
}
