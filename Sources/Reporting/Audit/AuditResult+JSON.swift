public import Audit
import Domain
public import JSONText
public import Platform

extension AuditResult {
  /// The schema that the JSON of an audit by itself names.
  public static let schema = "simulator.audit/1"

  /// Writes verdict, invariants and violations as one JSON object; `docs/formats/summary.md` describes
  /// every key.
  ///
  /// - Parameter madeAt: when it was made, where it is told again.
  public func write(to json: inout JSONWriter, madeAt: WallTime? = nil) {
    json.beginObject()
    json.member("verdict", verdict.rawValue)
    if let madeAt { json.member("made_at", madeAt.text) }
    json.key("invariants")
    json.beginArray()
    for finding in findings { finding.write(to: &json) }
    json.endArray()
    json.key("checks")
    json.beginArray()
    for check in checks { json.string(check) }
    json.endArray()
    json.key("left_out")
    json.beginArray()
    for reason in leftOut { json.string(reason) }
    json.endArray()
    json.member("violation_count", violationCount)
    json.key("violations")
    json.beginArray()
    for violation in violations { violation.write(to: &json) }
    json.endArray()
    json.endObject()
  }
}

extension InvariantFinding {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("number", UInt64(invariant.rawValue))
    json.member("name", invariant.name)
    json.member("status", status.rawValue)
    json.member("facts", factCount)
    json.member("violations", violationCount)
    if let first {
      json.key("first")
      first.write(to: &json)
    }
    if let worst {
      json.key("worst")
      worst.write(to: &json)
    }
    if !leftOut.isEmpty { json.member("left_out", leftOut.joined(separator: "; ")) }
    json.endObject()
  }
}

extension AuditViolation {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("invariant", UInt64(invariant.rawValue))
    json.member("check", check)
    if let slot = place.slot { json.member("slot", slot) }
    if let order = place.order { json.member("order", order) }
    if let account = place.account { json.member("account", account) }
    if let market = place.market { json.member("market", market) }
    if let asset = place.asset { json.member("asset", asset) }
    json.member("expected", expected)
    json.member("found", found)
    json.member("message", message)
    json.endObject()
  }
}
