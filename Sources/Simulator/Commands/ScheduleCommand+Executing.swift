import Domain
import JSONText
import Platform
import Replay
import Reporting
import Simulation

extension ScheduleCommand {
  /// So many slots fit on a screen or two.
  private static let countDefault: UInt64 = 50

  /// Prints the slots of a plan.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      let plan = try PlanLoading.plan(arguments)
      if let path = arguments.text("export") {
        return try export(plan, to: path, arguments, context)
      }
      let format = OutputFormat(arguments)
      let selection = SlotSelection(
        market: try PlanLookup.market(arguments, in: plan),
        account: try PlanLookup.account(arguments, in: plan),
        offset: arguments.integer("offset") ?? 0,
        limit: arguments.integer("count") ?? (format == .text ? countDefault : .max))
      for notice in plan.notices { context.note(notice, arguments) }
      let output = try ResultOutput()
      let shown: UInt64
      switch format {
      case .text: shown = listAsText(plan, selection, context, output)
      case .json: shown = listAsJSON(plan, selection, output)
      case .csv:
        context.note(head(plan), arguments)
        shown = listAsCSV(plan, selection, output)
      }
      try output.finish()
      noteRest(shown, selection, plan, arguments, context)
      return .success
    }
  }

  private static func export(
    _ plan: Plan, to path: String, _ arguments: ParsedArguments, _ context: CommandContext
  ) throws -> ExitCode {
    try Interruption.install()
    for notice in plan.notices { context.note(notice, arguments) }
    do throws(SystemError) {
      let rows = try PlanExport.write(plan, to: path) { Interruption.isRequested }
      let count = Shown.count(rows)
      guard !Interruption.isRequested else {
        context.note("stopped after \(count) slots; \(path) is not complete", arguments)
        return Interruption.signal == .interrupt ? .interrupted : .terminated
      }
      context.note("\(head(plan)): \(count) rows in \(path)", arguments)
      return .success
    } catch {
      throw CommandFailure(.badData, "\(error); choose another file")
    }
  }

  private static func noteRest(
    _ shown: UInt64, _ selection: SlotSelection, _ plan: Plan, _ arguments: ParsedArguments,
    _ context: CommandContext
  ) {
    if shown == 0 {
      context.noteRest(shown, of: selection.limit, offset: selection.offset, "slots", arguments)
    } else if shown < plan.slotCount, !arguments.isGiven("count"), selection.limit == shown {
      context.note(
        "the first \(shown) slots; --count N prints more, --csv or --json all", arguments)
    }
  }

  private static func head(_ plan: Plan) -> String {
    "Plan \(plan.hash.digest): seed \(plan.seed), \(Shown.count(plan.slotCount)) slots, "
      + "\(plan.accounts.count) accounts, \(plan.markets.count) markets"
  }

  private static func listAsText(
    _ plan: Plan, _ selection: SlotSelection, _ context: CommandContext, _ output: ResultOutput
  ) -> UInt64 {
    output.write(context.resultStyle.heading(head(plan)) + "\n\n")
    let text = SlotText(plan: plan)
    let columns = SlotText.plannedColumns + [.init("Role")]
    var table = TableStream(columns, style: context.resultStyle)
    var shown: UInt64 = 0
    plan.scheduler.forEachSlot(selection) { slot in
      shown += 1
      return table.append(text.plannedCells(slot) + [slot.role.name], to: output)
    }
    table.finish(output)
    return shown
  }

  private static func listAsJSON(
    _ plan: Plan, _ selection: SlotSelection, _ output: ResultOutput
  ) -> UInt64 {
    var json = JSONWriter(style: .compact)
    plan.writeScheduleHead(to: &json)
    let fields = PlannedSlotFields(plan)
    var shown: UInt64 = 0
    plan.scheduler.forEachSlot(selection) { slot in
      shown += 1
      fields.write(slot, to: &json)
      return output.write(&json)
    }
    output.writeAll(&json)
    return shown
  }

  private static func listAsCSV(
    _ plan: Plan, _ selection: SlotSelection, _ output: ResultOutput
  ) -> UInt64 {
    let fields = PlannedSlotFields(plan)
    var goesOn = output.write(CSVLine(PlannedSlotFields.columns).text)
    var shown: UInt64 = 0
    plan.scheduler.forEachSlot(selection) { slot in
      shown += 1
      if goesOn { goesOn = output.write(fields.csvLine(slot)) }
      return goesOn
    }
    return shown
  }
}
