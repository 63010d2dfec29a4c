public import JSONText
import Platform
public import Simulation

/// The list of saved runs as JSON; `docs/formats/state.md` describes every key.
public struct RunList: Sendable {
  private let runs: [RunOverview]

  /// The schema that the JSON names.
  public static let schema = "simulator.runs/1"

  /// Lists `runs` in their order.
  public init(_ runs: [RunOverview]) { self.runs = runs }

  /// Writes the list as one JSON object.
  public func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("schema", Self.schema)
    json.key("runs")
    json.beginArray()
    for run in runs {
      json.beginObject()
      json.member("run_id", run.runID)
      json.member("state", run.state.rawValue)
      json.member("slots", run.slotCount)
      json.member("finished", run.finished)
      json.member("failed", run.failed)
      json.member("unknown", run.unknown)
      json.member("venue", run.venue.isEmpty ? nil : run.venue)
      json.member("created_at", run.createdAt?.text)
      json.member("process_id", run.process.flatMap { UInt64($0) })
      json.member("problem", run.problem)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
  }
}
