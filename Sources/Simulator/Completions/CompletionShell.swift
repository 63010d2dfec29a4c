/// A shell that can complete command lines.
enum CompletionShell: String, CaseIterable, Sendable {
  case bash
  case zsh
  case fish

  /// The script that teaches the shell the commands and options of `table`.
  func script(for table: CommandTable) -> String {
    switch self {
    case .bash: BashCompletion(table: table).script
    case .zsh: ZshCompletion(table: table).script
    case .fish: FishCompletion(table: table).script
    }
  }

  /// The shell words that list the ids of saved runs in the default state directory.
  static let savedRuns = "command ls -1 simulator_state 2>/dev/null"
}
