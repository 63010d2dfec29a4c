import JSONText
import TestSupport
import Testing

@Suite("What is seen")
struct OutputTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test("the example configuration of this repository runs as it stands")
  func example() throws {
    let text = try #require(TextFile.read("\(RepositoryRoot.path)/simulator.json"))
    try place.write(text, as: "simulator.json")
    let answer = try place.run(["run"])
    #expect(answer.end == .exited(0), "\(answer.error)")
    #expect(answer.output.contains("100 of 100 slots"))
    #expect(answer.output.contains("Audit      pass"))
    #expect(Directory.entries(of: place.state).count == 1)
  }

  @Test("the summary has every key")
  func summaryKeys() throws {
    let json = try place.run(["run", "--json"]).summary().json
    let keys: [([String], [String])] = [
      (
        [],
        [
          "schema", "run_id", "status", "exit_code", "seed", "plan_hash", "venue", "lanes", "slots",
          "orders_created", "matches", "scheduled_counterparty_matches", "attempts", "retries",
          "elapsed_seconds", "slots_per_second", "latency_us", "budgets", "tape_hash",
          "ledger_hash", "audit", "checkpoint",
        ]
      ),
      (["slots"], ["total", "completed", "failed", "skipped", "pending", "unknown"]),
      (["latency_us"], ["response", "service", "lag"]),
      (["latency_us", "response"], ["p50", "p90", "p99", "p999", "max"]),
      (["latency_us", "lag"], ["p50", "p90", "p99", "p999", "max"]),
      (["budgets"], ["entries", "depleted", "utilization_percent", "assets"]),
      (["audit"], ["verdict", "violations"]),
    ]
    for (path, members) in keys {
      var node = json
      for key in path { node = try #require(node[key]) }
      for key in members { #expect(node[key] != nil, "\(path + [key])") }
    }
    for asset in try #require(json["budgets"]?["assets"]?.elements) {
      for key in ["initial", "available", "locked", "spent", "received"] {
        #expect(asset[key]?.stringValue != nil, "amounts are decimal strings: \(key)")
      }
    }
    #expect(json["exit_code"]?.intValue == 0)
    let checkpoint = try #require(json["checkpoint"]?.stringValue)
    #expect(TextFile.exists("\(place.path)/\(checkpoint)"))
  }

  @Test(
    "no escape sequences where nobody looks",
    arguments: [
      "run", "run --json", "resume a", "runs", "show a", "show a --slots", "budgets a", "schedule",
      "help", "run --seeed 3", "run --min-amount 0",
    ])
  func noEscapes(words: String) throws {
    try place.run(["run", "--run-id", "a"])
    let answer = try place.run(words.split(separator: " ").map(String.init))
    #expect(!answer.output.contains("\u{1B}"))
    #expect(!answer.error.contains("\u{1B}"))
    #expect(!answer.output.contains("\r"))
    #expect(!answer.error.contains("\r"))
  }

  @Test("colours on a terminal, unless someone refuses them")
  func colors() throws {
    for (words, environment, isColored) in [
      ([], [:], true), (["--no-color"], [:], false), ([], ["NO_COLOR": "1"], false),
      ([], ["TERM": "dumb"], false),
    ] as [([String], [String: String], Bool)] {
      let terminal = try place.terminal(["run"] + words, environment: environment)
      #expect(try terminal.waitForExit() == .exited(0))
      #expect(terminal.output.contains("\u{1B}[1m") == isColored, "\(words) \(environment)")
      #expect(terminal.output.contains("\u{1B}[32m") == isColored, "\(words) \(environment)")
    }
  }

  @Test("a terminal that knows no escape sequences gets none")
  func dumbTerminal() throws {
    let terminal = try place.terminal(
      ["run", "--trades-per-second", "200"], environment: ["TERM": "dumb"])
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(!terminal.output.contains("\u{1B}"))
  }

  @Test("lines of progress where it is no terminal, and only every ten seconds")
  func plainProgress() throws {
    let process = try place.start(["run", "--trades-per-second", "9", "--json"])
    try process.waitForError("10.")
    #expect(process.standardError.split(separator: "\n").count == 2, "\(process.standardError)")
    #expect(process.standardError.contains(" of 100 slots, 9/s, "))
    #expect(try process.waitForExit() == .exited(0))
    #expect(process.standardError.split(separator: "\n").count == 2)
  }

  @Test("--quiet says nothing but errors")
  func quiet() throws {
    let answer = try place.run(["run", "--quiet"])
    #expect(answer.end == .exited(0))
    #expect(answer.output.isEmpty && answer.error.isEmpty)
    let json = try place.run(["run", "--quiet", "--json"])
    #expect(try json.summary().exitCode == 0)
    #expect(json.error.isEmpty)
    let wrong = try place.run(["run", "--quiet", "--min-amount", "0"])
    #expect(wrong.errorLines.count == 1)
  }
}
