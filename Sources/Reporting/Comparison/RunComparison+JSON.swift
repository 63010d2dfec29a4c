import Audit
import Domain
public import JSONText
import Simulation

extension RunComparison {
  /// The schema that the JSON names.
  public static let schema = "simulator.comparison/1"

  /// Writes both runs as one JSON object; `docs/results.md` describes every key.
  public func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("same_plan", isSamePlan)
    json.member("same_tape", isSameTape)
    json.key("runs")
    json.beginArray()
    for summary in [first, second] {
      json.beginObject()
      json.member("run_id", summary.report.runID)
      json.member("status", summary.statusName)
      json.key("exit_code")
      json.integer(Int(summary.exitCode))
      json.member("plan_hash", summary.report.plan.hash.digest)
      json.member("venue", summary.report.plan.configuration.venue.type.rawValue)
      json.member("lanes", UInt64(summary.report.lanes))
      json.member("audit", summary.audit.verdict.rawValue)
      json.endObject()
    }
    json.endArray()
    json.key("figures")
    json.beginArray()
    for row in rows {
      json.beginObject()
      json.member("name", row.key)
      json.member("unit", row.unit.jsonName)
      for (key, value) in [("first", row.first), ("second", row.second)] {
        json.key(key)
        if let value { json.number(row.unit.json(value)) } else { json.null() }
      }
      json.key("ratio")
      if let ratio = row.ratio { json.number(ratio.description) } else { json.null() }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
  }
}

extension ComparedFigure.Unit {
  /// The unit's name in JSON; times are microseconds there.
  fileprivate var jsonName: String {
    switch self {
    case .count: "count"
    case .nanoseconds: "us"
    case .perSecond: "per_second"
    case .percent: "percent"
    }
  }

  fileprivate func json(_ value: UInt64) -> String {
    let scale =
      switch self {
      case .count: 0
      case .nanoseconds, .perSecond: 3
      case .percent: 2
      }
    return ExactDecimal(significand: Int128(value), scale: scale).description
  }
}
