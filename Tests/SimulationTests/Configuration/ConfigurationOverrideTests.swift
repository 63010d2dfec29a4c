import Domain
import JSONText
import Testing

@testable import Simulation

@Suite("Configuration: values of the command line")
struct ConfigurationOverrideTests {
  @Test("an override replaces, adds and makes the section it needs")
  func overridesApply() throws {
    let configuration = try read(
      #"{"seed": 1, "scheduler": {"min_amount": 1}}"#,
      overrides: [
        .init(path: ["seed"], value: JSONNode(.number("7")), place: "--seed"),
        .init(path: ["scheduler", "min_amount"], value: JSONNode(.string("2.5")), place: "--min"),
        .init(
          path: ["processor", "max_retries"], value: JSONNode(.number("9")), place: "--retries"),
        .init(path: ["seed"], value: JSONNode(.number("8")), place: "--seed"),
      ])
    #expect(configuration.seed == 8)
    #expect(configuration.scheduler.minAmount.description == "2.5")
    #expect(configuration.processor.maxRetries == 9)
  }

  @Test("an override repairs what the file says wrongly")
  func overrideRepairs() throws {
    let seed = ConfigurationOverride(
      path: ["seed"], value: JSONNode(.number("7")), place: "--seed")
    #expect(try read(#"{"seed": -1}"#, overrides: [seed]).seed == 7)
  }

  @Test("short forms give way to what is put into them")
  func shortForms() throws {
    let configuration = try read(
      #"{"accounts": ["a", "b"], "venue": "null", "faults": null}"#,
      overrides: [
        .init(path: ["accounts", "count"], value: JSONNode(.number("3")), place: "--accounts"),
        .init(
          path: ["venue", "self_trade_prevention"], value: JSONNode(.string("cancelMaker")),
          place: "--self-trade-prevention"),
        .init(path: ["faults", "refusal"], value: JSONNode(.string("0.5")), place: "--refusal"),
      ])
    #expect(configuration.accounts.count == 3)
    #expect(configuration.venue.type == .null)
    #expect(configuration.venue.selfTradePrevention == .cancelMaker)
    #expect(configuration.faults?.refusalBillionths == 500_000_000)
  }

  @Test("problems name the option, after those of the file")
  func problemsNameTheOption() {
    let budgets = JSONNode(
      .array([JSONNode(.object([.init(key: "amount", node: JSONNode(.string("x")))]))]))
    let found = problems(
      #"{"scheduler": 5, "iterations": 0}"#,
      overrides: [
        .init(path: ["scheduler", "min_amount"], value: JSONNode(.number("1")), place: "--min"),
        .init(path: ["seed"], value: JSONNode(.string("many")), place: "--seed"),
        .init(path: ["budget", "budgets"], value: budgets, place: "--budget"),
      ])
    #expect(
      found == """
        simulator.json:1:15: scheduler: is 5; it must be an object
        simulator.json:1:32: iterations: is 0; it must be at least 1
        --budget: budget.budgets[0].amount: is "x"; it must be a number, for example 12.50
        --seed: is "many"; it must be a whole number
        """)
  }

  @Test("without a file the place is the path")
  func withoutAFile() {
    #expect(
      problems(
        nil,
        overrides: [
          .init(
            path: ["scheduler", "min_amount"], value: JSONNode(.number("9000")), place: "--min"),
          .init(
            path: ["faults", "delay", "probability"], value: JSONNode(.number("1")),
            place: "--delay"),
        ]) == """
          --min: is 9000, more than max_amount 5000 (the default); it must not exceed it
          faults.delay.min_ms: is missing; it must be a whole number
          faults.delay.max_ms: is missing; it must be a whole number
          """)
  }

  @Test("the later of two options is the one that counts and is named")
  func laterOptionIsNamed() {
    let first = ConfigurationOverride(
      path: ["seed"], value: JSONNode(.number("-1")), place: "--seed")
    let second = ConfigurationOverride(
      path: ["seed"], value: JSONNode(.number("-2")), place: "--random-seed")
    #expect(
      problems("{}", overrides: [first, second])
        == "--random-seed: is -2; it must be at least 0")
  }
}
