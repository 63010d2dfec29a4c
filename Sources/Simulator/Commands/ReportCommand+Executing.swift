import JSONText
import Reporting
import Simulation

extension ReportCommand {
  /// Writes the report of one run, or the comparison of two.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      let target = try arguments.text("output").map {
        try OutputFile(option: "--output", path: $0)
      }
      let format = try format(arguments, target)
      if format == .html && target == nil && StandardStream.output.isTerminal {
        throw CommandFailure(
          .usage, "HTML is not for a terminal; name a file with --output, or choose --format text")
      }
      let library = format == .html ? try ChartLibrary.source() : nil
      if format == .html && library == nil { context.note(ChartLibrary.absence, arguments) }
      var summaries: [RunSummary] = []
      for runID in arguments.positionals {
        summaries.append(
          try RecordsReading.summary(
            RecordsReading.records(named: runID, arguments, context), replays: true))
      }
      let style = target == nil ? context.resultStyle : .plain
      let text =
        summaries.count == 2
        ? comparison(RunComparison(summaries[0], summaries[1]), format, library, style)
        : report(summaries[0], format, library, style)
      if let target {
        try target.write(text)
      } else {
        let output = try ResultOutput()
        output.write(text)
        try output.finish()
      }
      return .success
    }
  }

  /// The format that was asked for, else the one that the file's name or the number of runs suggests.
  static func format(
    _ arguments: ParsedArguments, _ target: OutputFile?
  ) throws(CommandFailure) -> Format {
    let isComparison = arguments.positionals.count == 2
    var format: Format = isComparison ? .text : .html
    if let path = target?.path {
      let endings: [(String, Format)] = [
        (".html", .html), (".htm", .html), (".json", .json), (".csv", .csv), (".xml", .junit),
        (".txt", .text),
      ]
      format = endings.first { path.lowercased().hasSuffix($0.0) }?.1 ?? format
    }
    if arguments.flag("json") { format = .json }
    if let name = arguments.text("format"), let known = Format(rawValue: name) { format = known }
    if isComparison && (format == .csv || format == .junit) {
      throw CommandFailure(
        .usage, "two runs cannot be compared as \(format.rawValue); use text, json or html")
    }
    return format
  }

  private static func report(
    _ summary: RunSummary, _ format: Format, _ library: String?, _ style: Style
  ) -> String {
    switch format {
    case .html: return HTMLReport(summary, chartLibrary: library).text
    case .csv: return TimelineCSV(summary.report.measurement.timeline).text
    case .junit: return JUnitReport(summary).text
    case .text:
      let text = SummaryText(summary: summary, style: style, showsBars: style.isColored)
      return text.lines().joined(separator: "\n") + "\n"
    case .json:
      var json = JSONWriter(style: .outline)
      summary.write(to: &json, withTimeline: true)
      json.endLine()
      return String(decoding: json.drain(), as: UTF8.self)
    }
  }

  private static func comparison(
    _ comparison: RunComparison, _ format: Format, _ library: String?, _ style: Style
  ) -> String {
    switch format {
    case .html: return HTMLComparison(comparison, chartLibrary: library).text
    case .json:
      var json = JSONWriter(style: .pretty)
      comparison.write(to: &json)
      return String(decoding: json.drain(), as: UTF8.self)
    case .text, .csv, .junit:
      return ComparisonText(comparison: comparison, style: style).lines().joined(separator: "\n")
        + "\n"
    }
  }
}
