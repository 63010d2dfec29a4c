import Glibc
import TestSupport
import Testing

@Suite("Several processes, pipes and missing streams")
struct SharingTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test("a run that is being executed is busy, and says by whom")
  func busy() throws {
    let process = try place.start(["run", "--run-id", "a", "--trades-per-second", "5"])
    try process.waitForError("run a:")
    for words in [["resume", "a"], ["resume", "a", "--failed"]] {
      let answer = try place.run(words)
      #expect(answer.end == .exited(65), "\(answer.error)")
      #expect(answer.errorLines.count == 1)
      #expect(answer.error.contains("is being executed by process \(process.id);"))
    }
    let same = try place.run(["run", "--run-id", "a"])
    #expect(same.end == .exited(65))
    #expect(same.error.contains("run a exists already"))
    let unfinished = try place.run(["resume"])
    #expect(unfinished.end == .exited(64), "\(unfinished.error)")
    let list = try place.run(["runs"])
    #expect(list.end == .exited(0))
    #expect(list.output.contains("running") && list.output.contains("\(process.id)"))
    let shown = try place.run(["show", "a", "--json"])
    #expect(shown.end == .exited(0), "\(shown.error)")
    process.send(signal: SIGTERM)
    #expect(try process.waitForExit() == .exited(143))
  }

  @Test("a killed process leaves no lock behind, and its run is called killed")
  func killed() throws {
    let process = try place.start(["run", "--run-id", "a", "--trades-per-second", "50"])
    try process.waitForError("run a:")
    usleep(200_000)
    process.send(signal: SIGKILL)
    #expect(try process.waitForExit() == .signaled(SIGKILL))
    #expect(try place.run(["runs"]).output.contains("killed"))
    let answer = try place.run(["resume", "--json"])
    #expect(answer.end == .exited(0), "\(answer.error)")
    #expect(answer.error.contains("there is no checkpoint; the run is rebuilt from its journal"))
    #expect(try answer.summary().slots("completed") == 100)
  }

  @Test("an id that is taken is refused, and the run stays as it was")
  func existing() throws {
    let first = try place.run(["run", "--run-id", "a", "--json"]).summary()
    let before = try JournalFile(path: place.file("journal", of: "a")).lines
    let answer = try place.run(["run", "--run-id", "a", "--seed", "7"])
    #expect(answer.end == .exited(65))
    #expect(answer.errorLines.count == 1)
    #expect(answer.error.contains("resume it, or choose another --run-id"))
    #expect(try JournalFile(path: place.file("journal", of: "a")).lines == before)
    #expect(try place.run(["resume", "a", "--json"]).summary().essence == first.essence)
  }

  @Test(
    "a reader that has seen enough is no error",
    arguments: [
      "run --budget 1000000 --trades-per-account 1000",
      "run --budget 1000000 --trades-per-account 1000 --json",
      "schedule --trades-per-account 20000 --csv", "schedule --trades-per-account 20000 --json",
      "show a --slots", "show a --slots --json", "show a --full", "runs", "budgets a", "help",
    ])
  func closedPipe(words: String) throws {
    try place.run(["run", "--run-id", "a", "--trades-per-account", "3000"])
    let answer = try place.shell(
      "{ \"$0\" \(words); echo \"code $?\" >&2; } | head -n 1")
    #expect(answer.end == .exited(0))
    #expect(answer.error.hasSuffix("code 0\n"), "\(answer.error)")
    #expect(!answer.error.contains("error"), "\(answer.error)")
    #expect(answer.output.split(separator: "\n").count == 1)
  }

  @Test(
    "standard streams that are closed are not confused with files",
    arguments: ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
  func closedStreams(redirection: String) throws {
    let reference = try place.run(["run", "--json"]).summary()
    let answer = try place.shell(
      "\"$0\" run --run-id a --trades-per-second 400 --json \(redirection)")
    #expect(answer.end == .exited(0), "\(answer.error)")
    let journal = try JournalFile(path: place.file("journal", of: "a"))
    #expect(journal.slotsOfMainPass == Array(0..<100))
    let resumed = try place.run(["resume", "a", "--json"])
    #expect(resumed.end == .exited(0), "\(resumed.error)")
    #expect(try resumed.summary().essence == reference.essence)
  }

  @Test("two runs at a time do not disturb each other")
  func twoRuns() throws {
    let words = ["run", "--accounts", "50", "--trades-per-account", "500", "--json"]
    let processes = try (0..<2).map { _ in try place.start(words) }
    let summaries = try processes.map { process in
      try process.waitForExit()
      return try Summary(process.standardOutput)
    }
    #expect(summaries[0].essence == summaries[1].essence)
    #expect(Directory.entries(of: place.state).count == 2)
  }
}
