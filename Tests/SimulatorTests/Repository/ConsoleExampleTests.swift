import TestSupport
import Testing

@Suite("Examples in the docs do what the docs say")
struct ConsoleExampleTests {
  @Test(
    "commands end as shown and print what is shown",
    arguments: [
      "README.md", "docs/scheduling.md", "docs/failures.md", "docs/replay.md", "docs/history.md",
    ])
  func examples(page: String) throws {
    let text = try #require(TextFile.read("\(RepositoryRoot.path)/\(page)"))
    let examples = ConsoleExample.all(in: text)
    try #require(!examples.isEmpty)
    let folder = try TemporaryDirectory()
    for example in examples { try check(example, of: page, in: folder.path) }
  }

  private func check(_ example: ConsoleExample, of page: String, in folder: String) throws {
    let binary = SimulatorBinary.path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    let shell = try ChildProcess(
      "/bin/sh", ["-c", "{ \(example.command)\n} 2>&1"],
      environment: ["PATH": "\(binary):/usr/local/bin:/usr/bin:/bin"], workingDirectory: folder)
    shell.closeStandardInput()
    let end = try shell.waitForExit(timeout: .seconds(60))
    let lines = shell.standardOutput.split(separator: "\n", omittingEmptySubsequences: false)
    let printed = ConsoleExample.stable(lines.dropLast().map(String.init))
    let place: Comment = "\(page):\(example.line): \(example.command)\n\(shell.standardOutput)"
    #expect(end == .exited(example.exitCode), place)
    #expect(printed == example.stableOutput, place)
  }

  @Test("commands, output and exit codes are told apart")
  func parsing() {
    let text = """
      $ not in a block
      ```console
      $ simulator run
      Slots 1

      Run x
      $ simulator resume
      $ echo $?
      64
      ```
      ```text
      $ kill -9 1
      ```
      """
    let examples = ConsoleExample.all(in: text)
    #expect(examples.map(\.command) == ["simulator run", "simulator resume"])
    #expect(examples.map(\.line) == [3, 7])
    #expect(examples.map(\.exitCode) == [0, 64])
    #expect(examples.map(\.output) == [["Slots 1", "", "Run x"], []])
    #expect(examples.map(\.stableOutput) == [["Slots 1", ""], []])
  }
}
