import Domain
import JSONText
import Platform
import Reporting
import Simulation

extension HistoryCommand {
  /// Writes the history of a run, of any length, in bounded memory.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      let target = try arguments.text("output").map {
        try OutputFile(option: "--output", path: $0)
      }
      let format = format(arguments, target)
      let records = try RecordsReading.records(arguments, context)
      var events = try events(records, arguments)
      let count: UInt64
      if let target {
        var written: UInt64 = 0
        try target.write { pieces in
          written = try write(&events, records.plan, format) { text in
            try pieces.write(text)
            return true
          }
        }
        count = written
      } else {
        let output = try ResultOutput()
        count = try write(&events, records.plan, format) { output.write($0) }
        try output.finish()
      }
      if count == 0 { context.note("there are no such operations", arguments) }
      return .success
    }
  }

  /// The format that was asked for, else the one that the file's name suggests.
  static func format(_ arguments: ParsedArguments, _ target: OutputFile?) -> Format {
    if let name = arguments.text("format"), let known = Format(rawValue: name) { return known }
    let isCSV = target?.path.lowercased().hasSuffix(".csv") ?? false
    return isCSV && !arguments.flag("json") ? .csv : .jepsen
  }

  /// The events of the operations that the options ask for.
  private static func events(
    _ records: RunRecords, _ arguments: ParsedArguments
  ) throws -> HistoryEvents {
    let market = try PlanLookup.market(arguments, in: records.plan)
    let account = try PlanLookup.account(arguments, in: records.plan)
    return try HistoryEvents(records.laneOperations()) { operation in
      (market ?? operation.slot.market) == operation.slot.market
        && (account ?? operation.slot.account) == operation.slot.account
    }
  }

  /// Writes all events; returns how many. Ends early when `write` returns false.
  ///
  /// The JSON is one array, which is what elle-cli reads, with one operation on each line.
  private static func write(
    _ events: inout HistoryEvents, _ plan: Plan, _ format: Format,
    _ write: (String) throws -> Bool
  ) throws -> UInt64 {
    let csv = HistoryCSV(plan)
    var jepsen = JepsenHistory(plan)
    guard try write(format == .csv ? HistoryCSV.head : "[") else { return 0 }
    var json = JSONWriter(style: .compact)
    var count: UInt64 = 0
    while let event = try events.next() {
      var text: String
      switch format {
      case .csv: text = csv.line(event)
      case .jepsen:
        text = count == 0 ? "\n" : ",\n"
        jepsen.write(event, to: &json)
        json.endLine()
        text += String(decoding: json.drain().dropLast(), as: UTF8.self)
      }
      count += 1
      guard try write(text) else { return count }
    }
    if format == .jepsen { _ = try write("\n]\n") }
    return count
  }
}
