extension HelpSnapshots {
  /// Help on recorded order flow.
  static let replay = """
    Usage: simulator replay FILE [options]

    Replay recorded order flow on a venue and compare the book.

    Arguments:
      FILE                      LOBSTER messages or an order flow, plain, gzip or zstd; - is standard
                                input.

    Input:
      --format FORMAT           Take the rows for FORMAT (default: csv where the file begins with #,
                                else lobster). One of: lobster, csv.
      --orderbook FILE          Compare the book with this LOBSTER order-book file after every message.
      --symbol NAME             Call the stock of a LOBSTER file NAME (default: the file's name up to
                                the first _).
      --tick-size DOLLARS       The tick of a LOBSTER file (default: 0.01).
      --skip-bad                Leave out and count bad rows instead of stopping.

    Replay:
      --venue VENUE             Send orders to this venue; null acknowledges all and matches nothing.
                                One of: embedded, null, postgresql.
      --speed SPEED             Go at recorded speed (1x), a multiple (10x, 0.5x), or as fast as
                                possible (max).

    Output:
      --summary                 Look at spread and depth after every message and tell of them.
      --convert OUT             Write all that is sent to the file OUT, as an order flow.

    Database:
      --database-url URL        Connect to URL (default: DATABASE_URL, the PG variables, then the
                                private server).
      --schema NAME             Use the order book in schema NAME (default: orderbook).
      --settlement WHEN         Settle fills together with their order, or by a transaction of its own.
                                One of: immediate, deferred.
      --batch N                 Send up to N commands in one transaction (default: 1).
      --max-retries N           Try N times more to send what the database did not take (default: 3).
      --retry-base-delay-ms MS  Wait MS milliseconds before the first further try, doubled each time.
      --retry-max-delay-ms MS   Wait MS milliseconds at most between tries.
      --config FILE             Read the configuration from FILE (default: simulator.json, if there is
                                one).
      --state-dir DIR           Find the private server in DIR (default: ./simulator_state).

    Common:
      --json                    Print one JSON object on standard output, nothing else.
      --quiet                   Print no progress and no messages but errors.
      --no-color                Print without colours, as with NO_COLOR set.
      -h, --help                Print this help.
      -V, --version             Print the version.

    Examples:
      simulator replay flow.csv
          Replay an order flow as fast as the engine takes it.
      simulator replay AAPL_message_10.csv --orderbook AAPL_orderbook_10.csv
          Replay LOBSTER messages and compare the book after each of them.
      simulator replay AAPL_message_10.csv.gz --speed 10x --summary --json
          Ten times as fast as recorded, with spread and depth, as JSON.
      simulator replay AAPL_message_10.csv --venue postgresql --batch 200
          Send the orders to the order-book database, and prove what it has of them.

    """
}
