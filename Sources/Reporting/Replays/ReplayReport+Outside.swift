import JSONText
import Replay

extension ReplayReport {
  /// Writes how a venue outside was used, and what it has recorded.
  func write(_ outside: OutsideFlowResult, to json: inout JSONWriter) {
    json.member("batch", UInt64(outside.batchSize))
    json.member("retries", outside.retries)
    if let stop = outside.stop {
      json.key("stop")
      json.beginObject()
      json.member("reason", stop.kind.name)
      json.member("line", lastLine)
      json.member("command", stop.command)
      json.member("message", stop.message)
      json.endObject()
    }
    let check = outside.check
    json.key("check")
    json.beginObject()
    json.member("verdict", check.verdict)
    json.member("against", "embedded")
    json.member("fills", check.fills)
    json.member("open_orders", check.openOrders)
    json.member("balances", check.balances)
    json.key("differences")
    json.beginArray()
    for difference in check.differences { json.string(difference) }
    json.endArray()
    if let reason = check.leftOutReason { json.member("left_out", reason) }
    json.endObject()
  }
}

extension FlowCheck {
  /// `equal`, `different`, or `unchecked`.
  fileprivate var verdict: String {
    leftOutReason != nil ? "unchecked" : differences.isEmpty ? "equal" : "different"
  }
}

extension FlowStop.Kind {
  /// The name in JSON.
  fileprivate var name: String {
    switch self {
    case .differs: "different"
    case .failed: "failed"
    case .unknown: "unknown"
    }
  }
}
