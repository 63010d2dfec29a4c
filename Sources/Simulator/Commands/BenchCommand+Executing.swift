import JSONText
import OrderFlow
import Platform
import Simulation

extension BenchCommand {
  /// Measures what was named, or everything.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      try Interruption.install()
      let names = arguments.positionals
      let chosen = Benchmark.all.filter { names.isEmpty || names.contains($0.name) }
      let folder = try BenchFolder(in: StateDirectory.store(arguments).path)
      let session = BenchSession(
        isQuick: arguments.flag("quick"), flows: flows(arguments),
        countsInstructions: arguments.flag("instructions"), folder: folder.path,
        executable: try executable(),
        say: { if !arguments.flag("quiet") { context.writeMessage($0 + "\n") } })
      var results: [BenchResult] = []
      for benchmark in chosen {
        session.say("measuring \(benchmark.name)")
        results += try measured(benchmark, session)
      }
      show(BenchReport(machine: .present, results: results), arguments, context)
      return .success
    }
  }

  private static func flows(_ arguments: ParsedArguments) -> [CanonicalFlow] {
    let names = arguments.texts("flow")
    return CanonicalFlow.allCases.filter { names.isEmpty || names.contains($0.rawValue) }
  }

  private static func measured(
    _ benchmark: Benchmark, _ session: BenchSession
  ) throws -> [BenchResult] {
    do {
      return try benchmark.measure(session)
    } catch let error as BenchError {
      // An interruption may come up first as a child process that ended early.
      throw failure(Interruption.isRequested ? .interrupted : error)
    }
  }

  /// What a benchmark without a figure means for the exit code.
  static func failure(_ error: BenchError) -> CommandFailure {
    switch error {
    case .wrong: CommandFailure(.integrityViolated, error.description)
    case .unmeasurable: CommandFailure(.internalError, error.description)
    case .interrupted:
      CommandFailure(
        Interruption.signal == .terminate ? .terminated : .interrupted, error.description)
    }
  }

  private static func executable() throws(CommandFailure) -> String {
    guard let path = ProcessIdentity.executablePath else {
      throw CommandFailure(.internalError, "the system does not tell where this program is")
    }
    return path
  }

  private static func show(
    _ report: BenchReport, _ arguments: ParsedArguments, _ context: CommandContext
  ) {
    guard arguments.flag("json") else {
      let lines = report.lines(style: context.resultStyle)
      return context.writeResult(lines.joined(separator: "\n") + "\n")
    }
    var json = JSONWriter(style: .pretty)
    report.write(to: &json)
    json.endLine()
    context.writeResult(String(decoding: json.drain(), as: UTF8.self))
  }
}

/// A folder below the state directory for what benchmarks write; removed with its owner.
struct BenchFolder: ~Copyable {
  let path: String

  init(in stateDirectory: String) throws(CommandFailure) {
    path = "\(stateDirectory)/bench-\(ProcessIdentity.pid)"
    do {
      try FileSystem.createDirectory(path)
    } catch {
      throw CommandFailure(.badData, "\(error); choose another --state-dir")
    }
  }

  deinit { try? FileSystem.removeTree(path) }
}
