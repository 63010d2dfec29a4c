import TestSupport
import Testing

/// A configuration that must be refused, and words that every message must be found in.
private struct BadConfiguration: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let text: String
  /// One list for each line of standard error: what the line must hold.
  let lines: [[String]]

  init(_ name: String, _ text: String, _ lines: [String]...) {
    testDescription = name
    self.text = text
    self.lines = lines
  }
}

@Suite("Configurations that cannot be used: code 65, every problem named, nothing written")
struct BadConfigurationTests {
  private static let samples = [
    BadConfiguration("cut off", #"{"seed": 1"#, ["simulator.json:1:11", "','"]),
    BadConfiguration("a comma too many", "{\n\"seed\": 1,\n}", ["simulator.json:3:1", "key"]),
    BadConfiguration("empty", "", ["simulator.json:1:1", "end of text"]),
    BadConfiguration("no object", "[]", ["is a list", "object"]),
    BadConfiguration("a key twice", #"{"seed": 1, "seed": 2}"#, ["\"seed\" again"]),
    BadConfiguration(
      "an unknown section", #"{"schedular": {}}"#, ["schedular", "did you mean \"scheduler\"?"]),
    BadConfiguration(
      "an unknown key", #"{"scheduler": {"min_amont": 5}}"#,
      ["scheduler.min_amont", "did you mean \"min_amount\"?"]),
    BadConfiguration(
      "a wrong type", #"{"scheduler": {"min_amount": true}}"#,
      ["scheduler.min_amount", "is true", "must be a number"]),
    BadConfiguration(
      "negative", #"{"scheduler": {"min_amount": -5}}"#, ["is -5", "greater than 0"]),
    BadConfiguration("zero", #"{"scheduler": {"min_amount": 0}}"#, ["is 0", "greater than 0"]),
    BadConfiguration(
      "minimum above maximum", #"{"scheduler": {"min_amount": 500, "max_amount": 100}}"#,
      ["scheduler.min_amount", "500", "max_amount 100"]),
    BadConfiguration(
      "too many decimals", #"{"scheduler": {"min_amount": 1.2345678}}"#,
      ["scheduler.min_amount", "7 decimals", "has 6"]),
    BadConfiguration(
      "beyond 64 bits", #"{"scheduler": {"trades_per_account": 99999999999999999999}}"#,
      ["scheduler.trades_per_account", "at most"]),
    BadConfiguration(
      "more slots than a plan can hold",
      #"{"scheduler": {"trades_per_account": 1000000000000000}, "accounts": {"count": 1000}}"#,
      ["1000000000000000000 slots", "at most"]),
    BadConfiguration(
      "more digits than are read", #"{"budget": {"budgets": [{"amount": 1e40}]}}"#,
      ["budget.budgets[0].amount", "38"]),
    BadConfiguration(
      "a tick times a lot that is not whole",
      #"""
      {"assets": [{"id": "A", "decimals": 2}, {"id": "B", "decimals": 2}], "markets":
      [{"base": "A", "quote": "B", "tick_size": 0.01, "lot_size": 0.01, "reference_price": 5}]}
      """#,
      ["markets[0].tick_size", "0.01 x lot 0.01", "whole number"]),
    BadConfiguration(
      "a price between two ticks",
      #"""
      {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 0.01, "lot_size": 0.0001,
      "reference_price": 50000.005}]}
      """#,
      ["markets[0].reference_price", "50000.005", "ticks of 0.01"]),
    BadConfiguration(
      "an account twice", #"{"accounts": ["a", "b", "a"]}"#, ["accounts[2]", "\"a\" again"]),
    BadConfiguration(
      "a budget twice", #"{"budget": {"budgets": [{"amount": 1}, {"amount": 2}]}}"#,
      ["budget.budgets[1]", "budget.budgets[0]"]),
    BadConfiguration(
      "one account", #"{"accounts": ["solo"]}"#, ["has 1 account", "at least 2"]),
    BadConfiguration(
      "offsets that cannot cross", #"{"scheduler": {"bid_price_offset": 0.9}}"#,
      ["scheduler.bid_price_offset", "never trade"]),
    BadConfiguration(
      "a band that excludes every price",
      #"{"scheduler": {"bid_price_offset": 1.5, "ask_price_offset": 1.5}}"#,
      ["45000.00 ... 55000.00", "BTC/USD", "75000.00"]),
    BadConfiguration(
      "less than one lot", #"{"scheduler": {"min_amount": 0.1, "max_amount": 0.5}}"#,
      ["scheduler.max_amount", "one lot"]),
    BadConfiguration(
      "budgets that pay for nothing", #"{"budget": {"budgets": [{"amount": 0}]}}"#,
      ["budget.budgets", "no account can pay"]),
    BadConfiguration(
      "faults that are more than certain", #"{"faults": {"failure": 0.7, "refusal": 0.7}}"#,
      ["faults", "1.4", "at most 1"]),
    BadConfiguration(
      "several at once",
      #"""
      {"seed": -1, "iterations": 0,
       "scheduler": {"min_amount": 0}, "processor": {"on_failure": "ask"}, "foo": 1}
      """#,
      ["simulator.json:1:10", "seed: is -1"], ["iterations: is 0"],
      ["simulator.json:2:30", "scheduler.min_amount: is 0"],
      ["processor.on_failure", "\"ask\"", "\"retry\", \"skip\""], ["foo", "not a known key"]),
  ]

  private let place: Workplace

  init() throws { place = try Workplace() }

  private func expectRefusal(_ answer: Answer, lines: [[String]]) {
    #expect(answer.end == .exited(65), "\(answer.error)")
    #expect(answer.output.isEmpty)
    #expect(answer.errorLines.count == lines.count, "\(answer.error)")
    for (line, words) in zip(answer.errorLines, lines) {
      #expect(line.hasPrefix("simulator: error: "))
      for word in words { #expect(line.contains(word), "'\(word)' in: \(line)") }
    }
  }

  @Test("simulator.json", arguments: samples)
  private func refused(sample: BadConfiguration) throws {
    try place.write(sample.text, as: "simulator.json")
    for command in ["run", "schedule"] {
      expectRefusal(try place.run([command]), lines: sample.lines)
    }
    #expect(place.everything() == ["simulator.json"])
  }

  @Test("not even text")
  func notText() throws {
    #expect(try place.shell(#"printf '\377\376{' > simulator.json"#).end == .exited(0))
    expectRefusal(try place.run(["run"]), lines: [["simulator.json:1:1", "UTF-8"]])
  }

  @Test(
    "values of options",
    arguments: [
      (["--accounts", "1"], ["--accounts", "at least 2"]),
      (["--min-amount", "0"], ["--min-amount", "greater than 0"]),
      (["--trades-per-second", "0"], ["--trades-per-second", "greater than 0"]),
      (["--bid-price-offset", "0.5"], ["--bid-price-offset", "never trade"]),
      (["--markets", "DOGE/USD"], ["DOGE/USD"]), (["--account-filter", "x"], ["account"]),
      (["--budget", "nobody:USD=5"], ["nobody"]),
    ])
  func options(words: [String], hints: [String]) throws {
    expectRefusal(try place.run(["run"] + words), lines: [hints])
    #expect(place.everything().isEmpty)
  }

  @Test("a file that is missing, a folder, or empty")
  func unreadable() throws {
    expectRefusal(
      try place.run(["run", "--config", "nope.json"]), lines: [["nope.json", "No such file"]])
    try place.write("", as: "empty.json")
    expectRefusal(
      try place.run(["run", "--config", "empty.json"]), lines: [["empty.json:1:1"]])
    _ = try place.shell("mkdir folder.json")
    expectRefusal(
      try place.run(["run", "--config", "folder.json"]), lines: [["folder.json", "directory"]])
    #expect(place.everything() == ["empty.json", "folder.json"])
  }
}
