import JSONText
import TestSupport
import Testing

@Suite("Files of results")
struct ResultFilesTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private static let outputs = [
    "--report", "r.html", "--timeline", "t.csv", "--log", "l.csv", "--junit", "j.xml",
    "--metrics-file", "m.prom",
  ]

  private func text(_ name: String) throws -> String {
    try #require(TextFile.read("\(place.path)/\(name)"))
  }

  @Test("one run writes everything, readable by the programs that it is meant for")
  func everything() throws {
    let answer = try place.run(
      ["run", "--run-id", "a", "--threshold", "failed rate < 100%", "--json"] + Self.outputs)
    #expect(answer.end == .exited(0), "\(answer.error)")
    let finished = try answer.summary().slots("completed") + answer.summary().slots("failed")
    #expect(try text("l.csv").split(separator: "\n").count == Int(finished) + 1)
    #expect(try text("t.csv").hasPrefix("start_seconds,"))
    #expect(try text("r.html").hasPrefix("<!DOCTYPE html>"))
    let check = """
      import sys, xml.etree.ElementTree as tree
      suites = tree.parse('j.xml').getroot()
      assert [s.get('name') for s in suites] == ['thresholds', 'audit'], suites
      assert sum(int(s.get('failures')) for s in suites) == 0
      assert all(len(s) == int(s.get('tests')) > 0 for s in suites)
      """
    try place.write(check, as: "check.py")
    let xml = try place.shell("/usr/bin/python3 check.py")
    #expect(xml.end == .exited(0), "\(xml.error)")
    let metrics = try place.shell(
      "if command -v promtool >/dev/null; then promtool check metrics <m.prom; fi")
    #expect(metrics.end == .exited(0) && metrics.error.isEmpty, "\(metrics.error)")
    let rest = place.everything().filter { $0.contains(".tmp") }
    #expect(rest.isEmpty, "nothing half-made stays behind")
  }

  @Test("what report writes later is what run wrote", arguments: ["csv", "junit"])
  func later(format: String) throws {
    try place.run(["run", "--run-id", "a", "--timeline", "csv", "--junit", "junit"])
    let later = try place.run(["report", "a", "--format", format])
    #expect(later.end == .exited(0), "\(later.error)")
    #expect(later.output == (try text(format)))
  }

  @Test(
    "the summary is as the published schema says, in every state of a run",
    arguments: [
      ["run", "--run-id", "a", "--json"],
      [
        "run", "--run-id", "a", "--json", "--lanes", "2", "--rate", "500", "--warm-up", "50ms",
        "--duration", "200ms", "--threshold", "response.p99 < 1h", "--threshold",
        "slots.failed rate < 1% in warm-up",
      ],
      [
        "run", "--run-id", "a", "--json", "--fault", "failure=0.5", "--max-retries", "0",
        "--resting-share", "0.2", "--cancel-share", "0.1",
      ],
      [
        "run", "--run-id", "a", "--json", "--fault", "timeout_after_apply=0.5", "--max-retries",
        "0", "--on-failure", "continue", "--threshold", "unknown == 0",
      ],
      [
        "run", "--run-id", "a", "--json", "--rate", "400", "--threshold",
        "slots_per_second > 1000000 abort",
      ],
    ])
  func schema(words: [String]) throws {
    let answer = try place.run(words)
    try place.write(answer.output, as: "0.json")
    try place.write(try place.run(["show", "a", "--json"]).output, as: "1.json")
    try place.write(try place.run(["report", "a", "--json"]).output, as: "2.json")
    let schema = "\(RepositoryRoot.path)/docs/formats/summary.schema.json"
    try place.write(
      """
      import json
      from jsonschema import Draft202012Validator as Validator
      schema = json.load(open('\(schema)'))
      Validator.check_schema(schema)
      for name in ['0.json', '1.json', '2.json']:
          for error in Validator(schema).iter_errors(json.load(open(name))):
              print(name, list(error.path), error.message)
      """, as: "validate.py")
    let validation = try place.shell("/usr/bin/python3 validate.py")
    #expect(validation.end == .exited(0), "\(validation.error)")
    #expect(validation.output.isEmpty, "\(validation.output)")
    let timeline = try JSONParser.parse(Array(try text("2.json").utf8))["timeline"]
    #expect(timeline?["intervals"]?.elements != nil)
  }

  @Test("a sampled log has the same slots whatever became of them, and resume logs the whole run")
  func sampling() throws {
    let words = ["--trades-per-account", "200", "--log-sampling", "0.05"]
    try place.run(["run", "--log", "a.csv"] + words)
    try place.run(
      [
        "run", "--log", "b.jsonl", "--fault", "failure=0.3", "--max-retries", "0",
        "--on-failure", "continue",
      ] + words)
    let first = try text("a.csv").split(separator: "\n").dropFirst().map { line in
      Int(line.prefix { $0 != "," }) ?? -1
    }
    let second = try text("b.jsonl").split(separator: "\n").map { line in
      try JSONParser.parse(Array(line.utf8))["sequence"]?.intValue ?? -1
    }
    #expect(first == second)
    #expect((50...150).contains(first.count), "\(first.count) of 2000")
    #expect(first == first.sorted())
    try place.run(["run", "--run-id", "q", "--fault", "failure=1", "--max-retries", "0"])
    let resumed = try place.run([
      "resume", "q", "--on-failure", "skip", "--log", "q.csv",
    ])
    #expect(resumed.end == .exited(0), "\(resumed.error)")
    #expect(try text("q.csv").split(separator: "\n").count == 101)
  }

  @Test(
    "what cannot be written is found before anything is done",
    arguments: ["report", "timeline", "log", "junit", "metrics-file"])
  func unwritable(option: String) throws {
    try place.write("kept", as: "kept")
    for (path, words) in [
      ("missing/file", "No such file or directory"), (".", "is no file that can be replaced"),
      ("/dev/null", "is no file that can be replaced"), ("kept/file", "Not a directory"),
      ("/proc/file", "cannot write /proc/file"),
    ] {
      let answer = try place.run(["run", "--\(option)", path])
      #expect(answer.end == .exited(65), "\(path)")
      #expect(answer.errorLines.count == 1, "\(answer.error)")
      #expect(answer.error.hasPrefix("simulator: error: --\(option): "), "\(answer.error)")
      #expect(answer.error.contains(words), "\(answer.error)")
    }
    #expect(place.everything() == ["kept"], "no run was made")
  }

  @Test("what is there stays until there is something to replace it with")
  func replacing() throws {
    try place.write("old", as: "r.html")
    let refused = try place.run(["run", "--report", "r.html", "--junit", "./r.html"])
    #expect(refused.end == .exited(64))
    #expect(refused.error.contains("--report and --junit name the same file"))
    #expect(try text("r.html") == "old")
    try place.shell("ln -s r.html link")
    try place.run(["run", "--report", "link"])
    #expect(try text("r.html").hasPrefix("<!DOCTYPE"), "the link was followed")
  }

  @Test("a file that cannot be written in the end is an error, and the others are written")
  func lost() throws {
    try place.shell("mkdir gone")
    let process = try place.start([
      "run", "--trades-per-second", "100", "--junit", "gone/j.xml", "--timeline", "t.csv",
    ])
    try process.waitForError("run ")
    try place.shell("rmdir gone")
    #expect(try process.waitForExit() == .exited(65))
    #expect(process.standardError.contains("--junit: cannot open gone/j.xml"))
    #expect(try text("t.csv").hasPrefix("start_seconds"))
  }

  @Test("without the chart library a report says so and has its tables")
  func noCharts() throws {
    try place.write("not a library", as: "chart.js")
    let wrong = try place.run(
      ["run", "--report", "r.html"], environment: ["SIMULATOR_CHART_JS": "chart.js"])
    #expect(wrong.end == .exited(65))
    #expect(wrong.error.contains("chart.js is not Chart.js"))
    try place.write("var Chart = 1", as: "chart.js")
    let right = try place.run(
      ["run", "--report", "r.html"], environment: ["SIMULATOR_CHART_JS": "chart.js"])
    #expect(right.end == .exited(0))
    #expect(try text("r.html").contains("<script>\nvar Chart = 1\n</script>"))
  }

  @Test("a browser without a network draws every chart, and has no error to tell")
  func browser() throws {
    let library = "/usr/share/javascript/chart.js/chart.min.js"
    guard TextFile.exists(library), try place.shell("command -v chromium").end == .exited(0) else {
      return
    }
    try place.run([
      "run", "--run-id", "a", "--report", "r.html", "--fault", "refusal=0.2", "--on-failure",
      "skip",
    ])
    try place.run(["run", "--run-id", "b"])
    try place.run(["report", "a", "b", "--output", "c.html"])
    for (page, charts) in [("r.html", 8), ("c.html", 1)] {
      let answer = try place.shell(
        """
        chromium --headless --no-sandbox --disable-gpu --virtual-time-budget=5000 --dump-dom \
          --user-data-dir=profile --enable-logging=stderr --host-resolver-rules='MAP * ~NOTFOUND' \
          "file://$PWD/\(page)"
        """)
      #expect(answer.output.contains("data-charts=\"\(charts)\""), "\(answer.error)")
      #expect(!answer.error.contains("CONSOLE"), "\(answer.error)")
    }
  }

  @Test("two runs side by side")
  func comparison() throws {
    try place.run(["run", "--run-id", "a"])
    try place.run(["run", "--run-id", "b", "--seed", "7"])
    let text = try place.run(["report", "a", "b"])
    #expect(text.end == .exited(0))
    #expect(text.output.hasPrefix("The plans differ"))
    #expect(text.output.contains("Response p99.9"))
    let json = try place.run(["report", "a", "b", "--json"])
    let tree = try JSONParser.parse(Array(json.output.utf8))
    #expect(tree["schema"]?.stringValue == "simulator.comparison/1")
    #expect(try place.run(["report", "a", "b", "--format", "junit"]).end == .exited(64))
    #expect(try place.run(["report", "a", "c"]).end == .exited(64))
  }

  @Test("HTML does not go to a terminal")
  func terminal() throws {
    try place.run(["run", "--run-id", "a"])
    let terminal = try place.terminal(["report", "a"])
    #expect(try terminal.waitForExit() == .exited(64))
    #expect(terminal.output.contains("HTML is not for a terminal"))
  }
}
