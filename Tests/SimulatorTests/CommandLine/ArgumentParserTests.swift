import Domain
import Testing

@testable import Simulator

@Suite("Reading command lines")
struct ArgumentParserTests {
  private func parse(_ line: String) throws -> ParsedArguments {
    try ArgumentParser.parse(line.split(separator: " ").map(String.init))
  }

  @Test(
    "a value may follow after a blank or an equals sign",
    arguments: ["run --seed 7", "run --seed=7", "run --seed 007"])
  func values(line: String) throws {
    #expect(try parse(line).integer("seed") == 7)
  }

  @Test("what a value holds behind the first equals sign belongs to it")
  func valuesWithEquals() throws {
    #expect(try parse("run --run-id=a=b").text("run-id") == "a=b")
    #expect(try parse("run --run-id=--odd").text("run-id") == "--odd")
  }

  @Test("the largest seed fits, and a count that fits no count is none")
  func largestInteger() throws {
    let arguments = try parse("run --seed 18446744073709551615")
    #expect(arguments.integer("seed") == UInt64.max)
    #expect(arguments.count("seed") == nil)
    #expect(try parse("run --accounts 12").count("accounts") == 12)
  }

  @Test("decimals keep every digit")
  func decimals() throws {
    let amount = try parse("run --min-amount 0.10").decimal("min-amount")
    #expect(amount == ExactDecimal(significand: 10, scale: 2))
  }

  @Test("options that were not given are nil, false or empty")
  func absent() throws {
    let arguments = try parse("run")
    #expect(arguments.text("seed") == nil)
    #expect(arguments.integer("seed") == nil)
    #expect(arguments.decimal("min-amount") == nil)
    #expect(arguments.boolean("alternate-sides") == nil)
    #expect(arguments.list("markets") == nil)
    #expect(!arguments.flag("json"))
    #expect(!arguments.isGiven("seed"))
    #expect(arguments.texts("fault").isEmpty)
    #expect(arguments.overrides.isEmpty)
  }

  @Test("flags say yes, negated ones say no, and a plain flag may be repeated")
  func flags() throws {
    let arguments = try parse("run --alternate-sides --no-recycle-proceeds --json --json")
    #expect(arguments.boolean("alternate-sides") == true)
    #expect(arguments.boolean("recycle-proceeds") == false)
    #expect(arguments.flag("json"))
    #expect(arguments.flag("recycle-proceeds") == false)
  }

  @Test("repeatable options keep their order")
  func repeated() throws {
    let arguments = try parse("run --fault refusal=0.1 --seed 1 --fault failure=0.25")
    #expect(arguments.texts("fault") == ["refusal=0.1", "failure=0.25"])
    let pairs = arguments.assignments("fault")
    #expect(pairs.map(\.name) == ["refusal", "failure"])
    #expect(pairs.map(\.number.description) == ["0.1", "0.25"])
  }

  @Test("weights and lists are taken apart")
  func parts() throws {
    let arguments = try parse("run --order-types limit=9,market=1 --markets BTC/USD,ETH/USD")
    #expect(arguments.assignments("order-types").map(\.name) == ["limit", "market"])
    #expect(arguments.assignments("order-types").map(\.number.significand) == [9, 1])
    #expect(arguments.list("markets") == ["BTC/USD", "ETH/USD"])
  }

  @Test(
    "budgets name an account, an asset, both or neither",
    arguments: [
      ("1000", nil, nil, "1000"), ("USD=10.5", nil, "USD", "10.5"),
      ("account-1:7", "account-1", nil, "7"), ("a:b:USD=7", "a:b", "USD", "7"),
      ("a:X=Y=7", "a", "X=Y", "7"),
    ] as [(String, String?, String?, String)])
  func budgets(text: String, account: String?, asset: String?, amount: String) throws {
    let budget = try #require(try parse("run --budget \(text)").budgets("budget").first)
    #expect(budget.account == account)
    #expect(budget.asset == asset)
    #expect(budget.amount.description == amount)
  }

  @Test("behind -- all words are plain")
  func plainWords() throws {
    #expect(try parse("show -- --json").positionals == ["--json"])
    #expect(try parse("show --json -- -h").positionals == ["-h"])
    #expect(try parse("show -").positionals == ["-"])
  }

  @Test("options may stand on either side of words")
  func mixedOrder() throws {
    let arguments = try parse("show --slots nightly --limit 5")
    #expect(arguments.positionals == ["nightly"])
    #expect(arguments.flag("slots"))
    #expect(arguments.count("limit") == 5)
  }

  @Test("common options may stand before the command, and their values are kept")
  func optionsBeforeCommand() throws {
    let arguments = try parse("--state-dir here --json runs")
    #expect(arguments.command.name == "runs")
    #expect(arguments.text("state-dir") == "here")
    #expect(arguments.flag("json"))
  }

  @Test("several words where several may stand")
  func severalWords() throws {
    #expect(try parse("bench engine journal").positionals == ["engine", "journal"])
    #expect(try parse("bench").positionals.isEmpty)
    #expect(try parse("resume").positionals.isEmpty)
  }

  @Test(
    "help is asked for in many ways, whatever else is wrong",
    arguments: [
      ("", []), ("-h", []), ("--help", []), ("help", []), ("--json", []),
      ("run -h", ["run"]), ("run --help", ["run"]), ("help run", ["run"]),
      ("run --nonsense --help", ["run"]), ("--help run", ["run"]), ("run --seed -h", ["run"]),
      ("nonsense --help", []), ("help --help", ["help"]), ("run --help --version", ["run"]),
    ] as [(String, [String])])
  func help(line: String, subject: [String]) throws {
    let arguments = try parse(line)
    #expect(arguments.command.name == "help")
    #expect(arguments.positionals == subject)
  }

  @Test("so is the version", arguments: ["-V", "--version", "version", "run --version --nonsense"])
  func version(line: String) throws {
    #expect(try parse(line).command.name == "version")
  }

  @Test("overrides come in the table's order, with their place in the file")
  func overrides() throws {
    let overrides = try parse("run --no-auto-continue --seed 3 --venue null --run-id a").overrides
    #expect(overrides.map(\.option.name) == ["seed", "venue", "auto-continue"])
    #expect(
      overrides.map(\.path) == [["seed"], ["venue", "type"], ["processor", "auto_continue"]])
    #expect(overrides.map(\.values) == [["3"], ["null"], ["false"]])
  }

  @Test("asking for an option that the command does not have traps")
  func unknownName() async {
    await #expect(processExitsWith: .failure) {
      _ = try ArgumentParser.parse(["runs"]).text("seed")
    }
  }
}
