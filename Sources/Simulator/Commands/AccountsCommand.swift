/// `simulator accounts`: test accounts in the order-book database.
enum AccountsCommand {
  static let definition = CommandDefinition(
    name: "accounts",
    summary: "Make test accounts in the order-book database and fund them.",
    positionals: [
      PositionalDefinition(
        "ACTION", .choice(["generate"]),
        help: "What to do; generate makes the accounts PREFIX-1 ... PREFIX-N that are missing.")
    ],
    options: [
      OptionDefinition(
        "count", "N", .integer, group: "Accounts", help: "Let there be N accounts (default: 10)."),
      OptionDefinition(
        "prefix", "PREFIX", .text, group: "Accounts",
        help: "Begin their labels with PREFIX (default: test-account)."),
      OptionDefinition(
        "fund", "[ASSET=]AMOUNT", .budget, group: "Accounts",
        help: "Give each new account AMOUNT of ASSET, or of every asset (default: 10000 of each).",
        isRepeatable: true),
      DatabaseOptions.config,
    ] + DatabaseOptions.all + CommonOptions.all,
    examples: [
      CommandExample(
        "simulator accounts generate --count 1000",
        "From test-account-1 to test-account-1000, each with 10000 of every asset."),
      CommandExample(
        "simulator accounts generate --count 50 --prefix whale --fund USD=1000000 --fund BTC=20 --json",
        "Fifty rich ones, listed as JSON."),
    ])
}
