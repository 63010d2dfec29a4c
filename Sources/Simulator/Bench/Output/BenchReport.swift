import JSONText
import Simulation

/// All that was measured, for people and for programs.
struct BenchReport: Sendable {
  /// The schema that the JSON names.
  static let schema = "simulator.bench/1"

  let machine: Machine
  let results: [BenchResult]

  /// One line for each result, under headings, and a line about the machine.
  func lines(style: Style) -> [String] {
    var table = TextTable([
      .init("Name"), .init("Median", .right), .init("Min", .right), .init("Max", .right),
      .init("Unit"), .init("Target", .right), .init("Met"), .init("What"),
    ])
    for result in results {
      let numbers = [result.median, result.smallest, result.largest].map(Figure.readable)
      table.append(
        [result.name] + numbers + [
          result.unit, Self.text(result.target), Self.text(result.isMet), result.what,
        ])
    }
    return table.lines(style: style) + ["", machineLine]
  }

  /// One JSON object: `{"schema", "machine", "version", "results"}`.
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("schema", Self.schema)
    json.key("machine")
    json.beginObject()
    json.member("cores", UInt64(machine.cores))
    json.member("cpu_model", machine.processor)
    json.member("memory_bytes", machine.memoryBytes)
    json.endObject()
    json.member("version", ToolVersion.current)
    json.key("results")
    json.beginArray()
    for result in results { Self.write(result, to: &json) }
    json.endArray()
    json.endObject()
  }

  private static func write(_ result: BenchResult, to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", result.name)
    json.member("what", result.what)
    json.member("unit", result.unit)
    for (key, figure) in [
      ("median", result.median), ("min", result.smallest), ("max", result.largest),
    ] {
      json.key(key)
      json.number(Figure.exact(figure))
    }
    json.member("rounds", UInt64(result.figures.count))
    json.key("target")
    write(result.target, to: &json)
    json.key("met")
    if let isMet = result.isMet { json.bool(isMet) } else { json.null() }
    json.endObject()
  }

  private static func write(_ target: BenchTarget?, to json: inout JSONWriter) {
    guard let target else { return json.null() }
    json.beginObject()
    switch target {
    case .atLeast(let bound):
      json.key("at_least")
      json.number(Figure.exact(bound))
    case .atMost(let bound):
      json.key("at_most")
      json.number(Figure.exact(bound))
    }
    json.endObject()
  }

  private static func text(_ target: BenchTarget?) -> String {
    switch target {
    case .atLeast(let bound): ">= \(Figure.readable(bound))"
    case .atMost(let bound): "<= \(Figure.readable(bound))"
    case nil: ""
    }
  }

  private static func text(_ isMet: Bool?) -> String { isMet.map { $0 ? "met" : "missed" } ?? "" }

  private var machineLine: String {
    "Machine: \(machine.cores) cores, \(machine.processor), "
      + "\(machine.memoryBytes >> 20) MiB; version \(ToolVersion.current)"
  }
}
