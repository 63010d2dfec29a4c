import Audit
import Domain
import JSONText
import Platform
import Reporting
import Simulation

/// The files that a run writes besides its records.
struct RunOutputs {
  /// The metrics file, which is also written while the run goes on.
  let metrics: OutputFile?
  private let report: OutputFile?
  private let timeline: OutputFile?
  private let log: OutputFile?
  private let junit: OutputFile?
  private let samplingMillionths: UInt64
  private let chartLibrary: String?

  /// Finds out whether everything that the options ask for can be written.
  ///
  /// - Throws: `CommandFailure` with the first that cannot.
  init(_ arguments: ParsedArguments) throws {
    var files: [OutputFile] = []
    let file = { (name: String) throws -> OutputFile? in
      guard let path = arguments.text(name) else { return nil }
      let file = try OutputFile(option: "--\(name)", path: path)
      if let other = files.first(where: { $0.path == file.path }) {
        throw CommandFailure(
          .usage, "\(other.option) and \(file.option) name the same file; name two")
      }
      files.append(file)
      return file
    }
    samplingMillionths = try Self.sampling(arguments)
    report = try file("report")
    timeline = try file("timeline")
    log = try file("log")
    junit = try file("junit")
    metrics = try file("metrics-file")
    chartLibrary = report == nil ? nil : try ChartLibrary.source()
  }

  /// What a user should know before the work begins.
  var notices: [String] {
    report != nil && chartLibrary == nil ? [ChartLibrary.absence] : []
  }

  /// Writes everything but what is written while running; what fails does not keep the rest from being
  /// written.
  ///
  /// - Parameter records: reads the run's files; called only where the slots are wanted.
  /// - Returns: what failed.
  func write(
    _ summary: RunSummary, records: () throws -> RunRecords
  ) -> [CommandFailure] {
    var failures: [CommandFailure] = []
    let attempt = { (work: () throws -> Void) in
      do {
        try work()
      } catch let failure as CommandFailure {
        failures.append(failure)
      } catch let error as RunError {
        failures.append(CommandFailure(error))
      } catch {
        failures.append(CommandFailure(.internalError, "\(error)"))
      }
    }
    attempt { try report?.write(HTMLReport(summary, chartLibrary: chartLibrary).text) }
    attempt { try timeline?.write(TimelineCSV(summary.report.measurement.timeline).text) }
    attempt { try junit?.write(JUnitReport(summary).text) }
    attempt {
      try metrics?.write(RunMetrics(summary.report, moment: SystemClock().wallTime).text)
    }
    attempt { if let log { try write(log, records()) } }
    return failures
  }

  private func write(_ file: OutputFile, _ records: RunRecords) throws {
    let format: SlotLog.Format =
      file.path.hasSuffix(".jsonl") || file.path.hasSuffix(".ndjson") ? .jsonLines : .csv
    let log = SlotLog(records.plan, format, samplingMillionths: samplingMillionths)
    let end = records.end
    try file.write { pieces in
      try pieces.write(log.head)
      var failure: SystemError?
      try records.forEachSlot { record in
        guard record.slot.sequence < end else { return false }
        guard record.outcome != nil, log.includes(record.slot.sequence) else { return true }
        do throws(SystemError) {
          try pieces.write(log.line(record))
        } catch {
          failure = error
        }
        return failure == nil
      }
      if let failure { throw failure }
    }
  }

  /// How many of a million slots are logged.
  private static func sampling(_ arguments: ParsedArguments) throws -> UInt64 {
    guard let rate = arguments.decimal("log-sampling") else { return 1_000_000 }
    guard let millionths = rate.wholeUnits(scale: 6), (1...1_000_000).contains(millionths) else {
      throw CommandFailure(
        .usage,
        "--log-sampling: '\(rate)' must be more than 0 and at most 1, in steps of 0.000001")
    }
    return UInt64(millionths)
  }
}
