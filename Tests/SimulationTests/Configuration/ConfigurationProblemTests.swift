import Testing

@testable import Simulation

/// One wrong configuration and everything that must be said about it.
struct ProblemExample: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let problems: String
  var testDescription: String { name }

  init(_ name: String, _ text: String, _ problems: String) {
    self.name = name
    self.text = text
    self.problems = problems
  }
}

@Suite("Configuration: problems")
struct ConfigurationProblemTests {
  static let examples =
    textProblems + accountsProblems + assetsProblems + marketsProblems + schedulerProblems
    + processorProblems + budgetProblems + venueProblems + faultsProblems + thresholdsProblems

  @Test("every kind of problem is named with its place and remedy", arguments: examples)
  func problem(_ example: ProblemExample) {
    #expect(problems(example.text) == example.problems, "\(example.name)")
  }

  @Test("all problems are reported at once, in the order of the file")
  func allAtOnce() {
    let text = """
      {
        "faults": {"refusal": 2},
        "scheduler": {"min_amount": 10, "max_amount": 9, "trades": 1},
        "budget": {"budgets": [
          {"account_id": "nobody", "asset_id": "EUR", "amount": -1},
          {"amount": "much"}
        ]},
        "markets": [
          {"base": "BTC", "quote": "USD", "tick_size": -1, "lot_size": 0, "band": 2},
          7
        ],
        "accounts": ["a"]
      }
      """
    #expect(
      problems(text) == """
        simulator.json:2:25: faults.refusal: is 2; it must be at least 0 and at most 1
        simulator.json:3:31: scheduler.min_amount: is 10, more than max_amount 9; it must not \
        exceed it
        simulator.json:3:52: scheduler.trades: is not a known key; known are \
        \(ConfigurationKeys.scheduler.joined(separator: ", "))
        simulator.json:5:20: budget.budgets[0].account_id: is "nobody", which is not among the \
        accounts; the first one is "a"
        simulator.json:5:42: budget.budgets[0].asset_id: is "EUR", which is not among the \
        built-in assets (BTC, ETH, USD); give it in "assets"
        simulator.json:5:59: budget.budgets[0].amount: is -1; it must be at least 0
        simulator.json:6:16: budget.budgets[1].amount: is "much"; it must be a number, for \
        example 12.50
        simulator.json:9:5: markets[0].reference_price: is missing; it must be a number
        simulator.json:9:50: markets[0].tick_size: is -1; it must be greater than 0
        simulator.json:9:66: markets[0].lot_size: is 0; it must be greater than 0
        simulator.json:9:77: markets[0].band: is 2; it must be at least 0 and less than 1
        simulator.json:10:5: markets[1]: is 7; it must be an object
        simulator.json:12:15: accounts: has 1 account; at least 2 are needed to trade with each \
        other
        """)
  }

  @Test("every known key is explained in the format's document")
  func documentNamesEveryKey() throws {
    let document = String(
      decoding: try Repository.read("docs/formats/configuration.md"), as: UTF8.self)
    for (path, keys) in ConfigurationKeys.all {
      for key in keys {
        let name = path.isEmpty ? key : "\(path).\(key)"
        #expect(document.contains("| `\(name)` |"), "\(name) is not in the document")
      }
    }
  }
}
