import JSONText
import Platform
import Reporting
import Simulation

extension RunsCommand {
  /// Lists the saved runs, newest last.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      let store = StateDirectory.store(arguments)
      let runs = try store.overviews()
      let output = try ResultOutput()
      if arguments.flag("json") {
        var json = JSONWriter(style: .pretty)
        RunList(runs).write(to: &json)
        output.writeAll(&json)
      } else if !runs.isEmpty {
        let lines = RunsText(runs: runs, style: context.resultStyle).lines()
        output.write(lines.joined(separator: "\n") + "\n")
      }
      try output.finish()
      let reason = FileSystem.exists(store.path) ? "holds no runs" : "does not exist yet"
      if runs.isEmpty {
        context.note("\(store.path) \(reason); start one with: simulator run", arguments)
      }
      return .success
    }
  }
}
