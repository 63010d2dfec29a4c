import TestSupport
import Testing

@testable import Simulator

/// A command line with the cursor at its end, and what must and must not be offered there.
private let cursors: [(line: [String], offered: [String], notOffered: [String])] = [
  ([""], ["run", "resume", "completions", "version"], ["retry", "engine"]),
  (["re"], ["resume"], ["run", "runs"]),
  (["--"], ["--state-dir", "--help"], ["--seed", "run"]),
  (["run", "--"], ["--seed", "--alternate-sides", "--no-alternate-sides", "--json"], ["--slots"]),
  (["run", "--no-a"], ["--no-alternate-sides", "--no-auto-continue"], ["--alternate-sides"]),
  (["run", "--on-failure", ""], ["retry", "skip", "continue", "quit"], ["--seed", "run"]),
  (["run", "--on-failure", "s"], ["skip"], ["retry"]),
  (["run", "--seed", ""], [], ["run", "--json"]),
  (["show", "--"], ["--slots", "--full"], ["--seed"]),
  (["show", "--state", "f"], ["failed"], ["pending"]),
  (["resume", ""], ["morning", "nightly"], ["run"]),
  (["bench", "e"], ["engine"], ["journal"]),
  (["bench", "engine", "j"], ["journal"], ["engine"]),
  (["completions", ""], ["bash", "zsh", "fish"], ["run"]),
  (["help", "ru"], ["run", "runs"], ["bench"]),
  (["help", "run", "--"], ["--help"], ["--seed"]),
]

@Suite("Completions")
struct CompletionTests {
  /// A folder with the shell's completion script and two saved runs.
  private func directory(for shell: CompletionShell) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try TextFile.write(
      shell.script(for: .simulator), to: directory.file("completions"))
    let preparation = try ChildProcess(
      "/bin/mkdir", ["-p", "simulator_state/morning", "simulator_state/nightly"],
      workingDirectory: directory.path)
    try preparation.waitForExit()
    return directory
  }

  /// Runs a shell in such a folder.
  private func answer(
    _ shell: CompletionShell, _ arguments: [String]
  ) throws -> (status: ProcessEnd, output: String, error: String) {
    let directory = try directory(for: shell)
    let child = try ChildProcess(
      "/usr/bin/env", [shell.rawValue] + arguments,
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": directory.path],
      workingDirectory: directory.path)
    let status = try child.waitForExit()
    return (status, child.standardOutput, child.standardError)
  }

  private func check(_ output: String, offered: [String], notOffered: [String]) {
    let lines = Set(output.split(separator: "\n").map(String.init))
    #expect(lines.isSuperset(of: offered), "offered: \(lines.sorted())")
    #expect(lines.isDisjoint(with: notOffered), "offered: \(lines.sorted())")
    if offered.isEmpty { #expect(lines.isEmpty) }
  }

  @Test("bash loads the script and knows the function")
  func bashLoads() throws {
    let answer = try answer(.bash, ["-c", "source ./completions && complete -p simulator"])
    #expect(answer.output == "complete -F _simulator simulator\n")
    #expect(answer.error.isEmpty)
  }

  @Test("bash offers what fits", arguments: cursors)
  func bashOffers(line: [String], offered: [String], notOffered: [String]) throws {
    let driver = """
      source ./completions; COMP_WORDS=(simulator "$@"); COMP_CWORD=$#; _simulator
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let answer = try answer(.bash, ["-c", driver, "bash"] + line)
    check(answer.output, offered: offered, notOffered: notOffered)
    #expect(answer.error.isEmpty)
  }

  @Test("bash splits words at the equals sign, and values are offered behind it")
  func bashEquals() throws {
    for words in ["--venue = ''", "--venue = e"] {
      let driver = """
        source ./completions; COMP_WORDS=(simulator run \(words)); COMP_CWORD=4; _simulator
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      #expect(try answer(.bash, ["-c", driver]).output.contains("embedded"))
    }
  }

  @Test(
    "fish offers what fits",
    .enabled(if: Shells.isInstalled(.fish), "fish is not installed"), arguments: cursors)
  func fishOffers(line: [String], offered: [String], notOffered: [String]) throws {
    let words = (["simulator"] + line).joined(separator: " ")
    let driver = "source ./completions; complete -C '\(words)' | string replace -r '\\t.*' ''"
    let answer = try answer(.fish, ["--no-config", "-c", driver])
    check(answer.output, offered: offered, notOffered: notOffered)
    #expect(answer.error.isEmpty)
  }

  @Test(
    "zsh takes the script for well-formed",
    .enabled(if: Shells.isInstalled(.zsh), "zsh is not installed"))
  func zshParses() throws {
    let answer = try answer(.zsh, ["-n", "./completions"])
    #expect(answer.status == .exited(0))
    #expect(answer.error.isEmpty)
  }

  @Test(
    "zsh completes what is typed",
    .enabled(if: Shells.isInstalled(.zsh), "zsh is not installed"),
    arguments: [
      ("simulator resu\t", "simulator resume "),
      ("simulator run --on-fail\t", "simulator run --on-failure"),
      ("simulator run --on-failure=ski\t", "simulator run --on-failure=skip "),
      ("simulator run --on-failure ski\t", "simulator run --on-failure skip "),
      ("simulator run --seed 7 --no-alt\t", "simulator run --seed 7 --no-alternate-sides "),
      ("simulator show nigh\t --sl\t", "simulator show nightly --slots "),
      ("simulator bench engine jou\t", "simulator bench engine journal "),
      ("simulator completions fi\t", "simulator completions fish "),
    ])
  func zshCompletes(keys: String, line: String) throws {
    let directory = try directory(for: .zsh)
    let terminal = try PseudoTerminal(
      "/usr/bin/env", ["zsh", "-f", "-i"], columns: 200,
      environment: [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": directory.path, "TERM": "dumb",
        "PS1": "% ",
      ],
      workingDirectory: directory.path)
    let setUp =
      "autoload -U compinit; compinit -D -u; source ./completions; simulator() { print -r -- \"<$*>\" }"
    try terminal.press("\(setUp); print read''y\r")
    try terminal.waitForOutput("ready")
    let mark = terminal.mark
    try terminal.press(keys + "\r")
    try terminal.waitForOutput("<", after: mark)
    try terminal.press("exit\r")
    try terminal.waitForExit()
    let words = line.split(separator: " ").dropFirst().joined(separator: " ")
    #expect(terminal.output.contains("<\(words)>"), "\(terminal.output)")
  }
}

/// Which shells this machine has.
private enum Shells {
  static func isInstalled(_ shell: CompletionShell) -> Bool {
    ["/usr/local/bin", "/usr/bin", "/bin"].contains {
      Directory.entries(of: $0).contains(shell.rawValue)
    }
  }
}
