import JSONText
import Reporting
import Simulation

extension ShowCommand {
  private static let limitDefault: UInt64 = 50

  /// Shows a run's statistics, slots or state from its files.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      let records = try RecordsReading.records(arguments, context)
      let output = try ResultOutput()
      if arguments.flag("slots") {
        try showSlots(records, arguments, context, output)
      } else if arguments.flag("full") {
        try showState(records, output)
      } else {
        try showSummary(records, arguments, context, output)
      }
      return .success
    }
  }

  private static func showSummary(
    _ records: RunRecords, _ arguments: ParsedArguments, _ context: CommandContext,
    _ output: ResultOutput
  ) throws {
    let summary = try RecordsReading.summary(records, replays: true)
    if arguments.flag("json") {
      var json = JSONWriter(style: .pretty)
      summary.write(to: &json)
      json.endLine()
      output.writeAll(&json)
    } else {
      let text = SummaryText(
        summary: summary, style: context.resultStyle,
        showsBars: StandardStream.output.isTerminal)
      output.write(text.lines().joined(separator: "\n") + "\n")
    }
    try output.finish()
  }

  private static func showState(_ records: RunRecords, _ output: ResultOutput) throws {
    let state = SimulationStateJSON(try RecordsReading.summary(records).report)
    var json = JSONWriter(style: .outline)
    state.begin(&json)
    var isRead = true
    try records.forEachSlot { record in
      state.write(record, to: &json)
      isRead = output.write(&json)
      return isRead
    }
    if isRead {
      state.end(&json, records)
      output.writeAll(&json)
    }
    try output.finish()
  }

  private static func showSlots(
    _ records: RunRecords, _ arguments: ParsedArguments, _ context: CommandContext,
    _ output: ResultOutput
  ) throws {
    let page = SlotPage(
      state: arguments.text("state").flatMap(SlotState.init(name:)),
      offset: arguments.integer("offset") ?? 0,
      limit: arguments.integer("limit") ?? limitDefault)
    var shown: UInt64 = 0
    if arguments.flag("json") {
      let lines = SlotLines(records.plan, runID: records.directory.runID)
      var json = JSONWriter(style: .compact)
      try records.forEachSlot(on: page) { record in
        lines.write(record, to: &json)
        shown += 1
        return output.write(&json)
      }
      output.writeAll(&json)
    } else {
      let text = SlotText(plan: records.plan)
      var table = TableStream(SlotText.columns, style: context.resultStyle)
      try records.forEachSlot(on: page) { record in
        shown += 1
        return table.append(text.cells(record), to: output)
      }
      table.finish(output)
    }
    try output.finish()
    context.noteRest(shown, of: page.limit, offset: page.offset, "slots", arguments)
  }
}

extension SlotState {
  /// The state of that name, as `name` gives it.
  init?(name: String) {
    guard let state = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = state
  }
}

extension CommandContext {
  /// Says how to see what a page left out, on a page that is full; that there is nothing, on an
  /// empty one.
  func noteRest(
    _ shown: UInt64, of limit: UInt64, offset: UInt64, _ things: String,
    _ arguments: ParsedArguments
  ) {
    if shown == 0, limit > 0 {
      note(
        offset == 0 ? "there are no such \(things)" : "there are no \(things) behind --offset",
        arguments)
    } else if shown == limit, limit > 0 {
      let next = offset.addingReportingOverflow(shown).partialValue
      note("there may be more \(things): --offset \(next) shows them", arguments)
    }
  }
}
