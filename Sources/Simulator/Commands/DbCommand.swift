/// `simulator db`: the order-book database and a server for it.
enum DbCommand {
  /// What can be done.
  static let actions = ["start", "stop", "init", "check", "reset"]

  static let definition = CommandDefinition(
    name: "db",
    summary: "Start a private PostgreSQL server; make, check or wipe the order-book database.",
    positionals: [
      PositionalDefinition(
        "ACTION", .choice(actions),
        help: "Start or stop the private server of the state directory; init: make the schema or "
          + "bring it up to date, and add the configuration's assets and markets; check: verify it; "
          + "reset: wipe it.")
    ],
    options: [DatabaseOptions.config] + DatabaseOptions.all + [
      OptionDefinition(
        flag: "yes", group: "Database", help: "Let reset wipe without asking.")
    ] + CommonOptions.all,
    examples: [
      CommandExample("simulator db start", "A private server below ./simulator_state."),
      CommandExample("simulator db init", "Make the order book in it."),
      CommandExample(
        "simulator db check --database-url postgresql://trader@db.example/book",
        "Verify an order book elsewhere; the password comes from PGPASSWORD or ~/.pgpass."),
    ])
}
