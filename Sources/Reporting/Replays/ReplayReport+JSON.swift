import Budgets
import Domain
public import JSONText
public import Replay
import Simulation

extension ReplayReport {
  /// The schema that the JSON names.
  public static let schema = "simulator.replay/1"

  /// Writes the report as one JSON object; `docs/formats/replay.md` describes every key.
  public func write(to json: inout JSONWriter, exitCode: Int32) {
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("status", status)
    json.key("exit_code")
    json.integer(Int(exitCode))
    json.member("file", options.path)
    json.member("format", format.rawValue)
    json.member("venue", venue)
    json.member("speed", options.speed.name)
    json.member("messages", flow.messages)
    json.member("bytes", UInt64(byteCount))
    json.member("bad_rows", badRowCount)
    writeBadRows(to: &json)
    json.key("elapsed_seconds")
    json.number(RunSummary.fixed(Double(elapsedNanoseconds) / 1e9, 6))
    json.key("messages_per_second")
    json.number(RunSummary.fixed(messagesPerSecond, 1))
    writeCommands(to: &json)
    json.member("timed_messages", latency.service.count)
    json.key("latency_us")
    json.latency(latency)
    writeFlow(to: &json)
    if let lobster { write(lobster, to: &json) }
    if let comparison { write(comparison, to: &json) }
    json.member("last_line", lastLine)
    if let outside { write(outside, to: &json) }
    if let rows = convertedRows, let path = options.conversionPath {
      json.key("conversion")
      json.beginObject()
      json.member("file", path)
      json.member("rows", rows)
      json.endObject()
    }
    json.member("tape_hash", tape.digest)
    if let budgets { json.member("ledger_hash", budgets.ledgerHash().digest) }
    json.endObject()
  }

  private func writeBadRows(to json: inout JSONWriter) {
    json.key("first_bad_rows")
    json.beginArray()
    for error in badRows.flatMap(\.rows.shown) { json.string(error.description) }
    json.endArray()
  }

  private func writeCommands(to json: inout JSONWriter) {
    json.key("commands")
    json.beginObject()
    json.member("total", counts.commands)
    json.member("placed", counts.placed)
    json.member("canceled", counts.canceled)
    json.member("amended", counts.amended)
    json.member("refused", counts.refused)
    json.member("failed", counts.failed)
    json.member("unknown", counts.unknown)
    json.endObject()
    json.key("refusals")
    json.beginObject()
    for (reason, count) in counts.refusalsByReason { json.member(reason.name, count) }
    json.endObject()
    json.member("matches", counts.fills)
    if let openOrders { json.member("open_orders", UInt64(openOrders)) }
  }

  private func writeFlow(to json: inout JSONWriter) {
    json.key("flow")
    json.beginObject()
    json.key("by_type")
    json.beginObject()
    for (type, count) in messagesByType { json.member(type, count) }
    json.endObject()
    if let first = flow.firstTime {
      json.member("first_time", Self.seconds(first))
      json.member("last_time", Self.seconds(flow.lastTime))
    }
    json.member("span_seconds", Self.seconds(flow.spanNanoseconds))
    json.key("recorded_per_second")
    json.number(RunSummary.fixed(recordedPerSecond, 1))
    json.member("recorded_per_second_max", flow.messagesPerSecondMax)
    if !flow.books.isEmpty {
      json.key("books")
      json.beginArray()
      for book in flow.books where book.spreadCount > 0 { write(book, to: &json) }
      json.endArray()
    }
    json.endObject()
  }

  private func write(_ book: BookSummary, to json: inout JSONWriter) {
    let fields = BookSummaryFields(book, terms)
    json.beginObject()
    json.member("market", fields.market)
    json.key("spread")
    json.beginObject()
    json.member("min", fields.spreadMin)
    json.member("mean", fields.spreadMean)
    json.member("max", fields.spreadMax)
    json.endObject()
    json.key("depth")
    json.beginObject()
    json.member("levels", UInt64(BookSummary.levels))
    json.member("bid_mean", fields.bidDepth)
    json.member("ask_mean", fields.askDepth)
    json.endObject()
    json.endObject()
  }

  private func write(_ lobster: LobsterCounts, to json: inout JSONWriter) {
    json.key("lobster")
    json.beginObject()
    json.member("unknown_orders", lobster.unknownOrders)
    json.member("other_makers", lobster.otherMakers)
    json.member("crossed_submissions", lobster.crossedSubmissions)
    json.member("repeated_orders", lobster.repeatedOrders)
    json.endObject()
  }

  private func write(_ comparison: BookComparisonResult, to json: inout JSONWriter) {
    json.key("comparison")
    json.beginObject()
    json.member("file", options.bookPath ?? "")
    json.member("levels", UInt64(comparison.levelCount))
    json.member("rows", comparison.rows)
    json.member("equal_rows", comparison.equalRows)
    json.member("missing_rows", comparison.missingRows)
    json.member("extra_rows", comparison.extraRows)
    json.key("differing_levels")
    json.beginObject()
    for cause in DifferenceCause.allCases {
      json.member(cause.rawValue, comparison.differences[cause, default: 0])
    }
    json.endObject()
    json.key("examples")
    json.beginArray()
    for cause in DifferenceCause.allCases {
      guard let example = comparison.examples[cause] else { continue }
      json.beginObject()
      json.member("cause", cause.rawValue)
      json.member("line", example.line)
      json.member("side", example.side.name)
      json.member("price", terms.markets[0].text(example.price))
      json.member("found", UInt64(example.found.lots))
      json.member("expected", UInt64(example.expected.lots))
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}

extension ReplayReport {
  /// Nanoseconds as seconds with nine decimals.
  public static func seconds(_ nanoseconds: Int64) -> String {
    ExactDecimal(significand: Int128(nanoseconds), scale: 9).description
  }

  /// Messages per second of the recording, over all of it; 0 where it has no length.
  public var recordedPerSecond: Double {
    guard flow.spanNanoseconds > 0 else { return 0 }
    return Double(flow.messages) * 1e9 / Double(flow.spanNanoseconds)
  }
}
