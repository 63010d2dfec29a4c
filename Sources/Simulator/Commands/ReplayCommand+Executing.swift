import Domain
import JSONText
import Platform
import Replay
import Reporting
import Simulation

extension ReplayCommand {
  /// Replays, compares and reports.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      try Interruption.install()
      let options = try options(arguments)
      let progress = ReplayProgressView(
        isShown: StandardStream.error.isTerminal && !arguments.flag("quiet"),
        write: context.writeMessage)
      let report = try replay(options, arguments, progress)
      progress.clear()
      let code = exitCode(report)
      show(report, code, arguments, context)
      return code
    }
  }

  /// The gravest of what a replay came to.
  static func exitCode(_ report: ReplayReport) -> ExitCode {
    var codes: [ExitCode] = []
    if report.hasUnexplainedDifferences || report.outside?.differs == true {
      codes.append(.integrityViolated)
    }
    if report.wasInterrupted {
      codes.append(Interruption.signal == .interrupt ? .interrupted : .terminated)
    }
    if report.counts.unknown > 0 { codes.append(.unknownOutcomes) }
    if report.counts.refused > 0 || report.outside?.stop != nil { codes.append(.failedSlots) }
    return ExitCode.first(of: codes)
  }

  /// What the command line asks for.
  static func options(_ arguments: ParsedArguments) throws(CommandFailure) -> ReplayOptions {
    let path = arguments.positionals[0]
    var options = ReplayOptions(
      path: path, format: arguments.text("format").flatMap { .init(rawValue: $0) })
    options.bookPath = arguments.text("orderbook")
    options.conversionPath = arguments.text("convert")
    options.skipsBad = arguments.flag("skip-bad")
    options.summarizes = arguments.flag("summary")
    options.symbol = arguments.text("symbol") ?? symbol(of: path) ?? options.symbol
    if let text = arguments.text("speed") {
      guard let speed = ReplaySpeed(parsing: text) else {
        throw CommandFailure(
          .usage,
          "--speed: '\(text)' is no speed; use max, or a factor of up to three decimals "
            + "from 0.001x to 1000000x, for example 1x")
      }
      options.speed = speed
    }
    if let tick = arguments.decimal("tick-size") {
      guard let units = tick.wholeUnits(scale: 4), (1...10_000_000).contains(units) else {
        throw CommandFailure(
          .usage, "--tick-size: \(tick) is no tick; use 0.0001 to 1000 dollars, whole 0.0001s")
      }
      options.tickUnits = Int64(units)
    }
    return options
  }

  /// The stock that a file is named after: `AAPL_2012-06-21_message_10.csv`.
  static func symbol(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let end = name.firstIndex(of: "_") else { return nil }
    let symbol = name[..<end]
    let isTicker = symbol.utf8.allSatisfy {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: ".")
    }
    return symbol.isEmpty || !isTicker ? nil : String(symbol)
  }

  private static func replay(
    _ options: ReplayOptions, _ arguments: ParsedArguments, _ progress: ReplayProgressView
  ) throws -> ReplayReport {
    let replay = Replay(options) { progress.show($0) }
    let venue = try ReplayVenue(arguments)
    defer { progress.clear() }
    do throws(FlowError) {
      return try venue.replay(replay)
    } catch {
      progress.clear()
      var message = error.description
      if case .row = error, !options.skipsBad { message += "; --skip-bad leaves bad rows out" }
      if case .venueUnreachable = error {
        throw CommandFailure(
          .venueUnreachable,
          message + "; start a private server with: simulator db start, or give --database-url")
      }
      throw CommandFailure(.badData, lines: message)
    }
  }

  private static func show(
    _ report: ReplayReport, _ code: ExitCode, _ arguments: ParsedArguments,
    _ context: CommandContext
  ) {
    guard arguments.flag("json") else {
      if !arguments.flag("quiet") {
        let text = ReplayText(report: report, style: context.resultStyle)
        context.writeResult(text.lines().joined(separator: "\n") + "\n")
      }
      return
    }
    var json = JSONWriter(style: .pretty)
    report.write(to: &json, exitCode: code.rawValue)
    json.endLine()
    context.writeResult(String(decoding: json.drain(), as: UTF8.self))
  }
}
