extension HelpSnapshots {
  /// Help on `db`.
  static let db = """
    Usage: simulator db ACTION [options]

    Start a private PostgreSQL server; make, check or wipe the order-book database.

    Arguments:
      ACTION              Start or stop the private server of the state directory; init: make the schema
                          or bring it up to date, and add the configuration's assets and markets; check:
                          verify it; reset: wipe it.

    Database:
      --config FILE       Read the configuration from FILE (default: simulator.json, if there is one).
      --database-url URL  Connect to URL (default: DATABASE_URL, the PG variables, then the private
                          server).
      --schema NAME       Use the order book in schema NAME (default: orderbook).
      --settlement WHEN   Settle fills together with their order, or by a transaction of its own. One
                          of: immediate, deferred.
      --yes               Let reset wipe without asking.

    Common:
      --state-dir DIR     Keep and find runs in DIR (default: ./simulator_state).
      --json              Print one JSON object on standard output, nothing else.
      --quiet             Print no progress and no messages but errors.
      --no-input          Never ask; act as without a terminal.
      --no-color          Print without colours, as with NO_COLOR set.
      -h, --help          Print this help.
      -V, --version       Print the version.

    Examples:
      simulator db start
          A private server below ./simulator_state.
      simulator db init
          Make the order book in it.
      simulator db check --database-url postgresql://trader@db.example/book
          Verify an order book elsewhere; the password comes from PGPASSWORD or ~/.pgpass.

    """

  /// Help on `accounts`.
  static let accounts = """
    Usage: simulator accounts ACTION [options]

    Make test accounts in the order-book database and fund them.

    Arguments:
      ACTION                 What to do; generate makes the accounts PREFIX-1 ... PREFIX-N that are
                             missing.

    Accounts:
      --count N              Let there be N accounts (default: 10).
      --prefix PREFIX        Begin their labels with PREFIX (default: test-account).
      --fund [ASSET=]AMOUNT  Give each new account AMOUNT of ASSET, or of every asset (default: 10000 of
                             each). Repeatable.

    Database:
      --config FILE          Read the configuration from FILE (default: simulator.json, if there is
                             one).
      --database-url URL     Connect to URL (default: DATABASE_URL, the PG variables, then the private
                             server).
      --schema NAME          Use the order book in schema NAME (default: orderbook).
      --settlement WHEN      Settle fills together with their order, or by a transaction of its own. One
                             of: immediate, deferred.

    Common:
      --state-dir DIR        Keep and find runs in DIR (default: ./simulator_state).
      --json                 Print one JSON object on standard output, nothing else.
      --quiet                Print no progress and no messages but errors.
      --no-input             Never ask; act as without a terminal.
      --no-color             Print without colours, as with NO_COLOR set.
      -h, --help             Print this help.
      -V, --version          Print the version.

    Examples:
      simulator accounts generate --count 1000
          From test-account-1 to test-account-1000, each with 10000 of every asset.
      simulator accounts generate --count 50 --prefix whale --fund USD=1000000 --fund BTC=20 --json
          Fifty rich ones, listed as JSON.

    """
}
