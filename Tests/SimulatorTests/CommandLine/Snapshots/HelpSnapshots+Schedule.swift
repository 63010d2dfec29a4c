extension HelpSnapshots {
  /// Help on the plan without its execution.
  static let schedule = """
    Usage: simulator schedule [options]

    Print the slots of a plan without executing them.

    Selection:
      --count N                          Print at most N slots (default: 50, as JSON or CSV all).
      --offset N                         Leave out the first N slots.
      --market ID                        Print only slots on this market.
      --account ID                       Print only slots of this account.

    Output:
      --csv                              Print comma-separated values. Not with --json.
      --export FILE                      Write the whole plan to FILE as an order flow for replay, and
                                         print nothing. Not with --json. Not with --csv. Not with
                                         --count. Not with --offset. Not with --market. Not with
                                         --account.

    Plan:
      --config FILE                      Read the configuration from FILE (default: simulator.json, if
                                         there is one).
      --seed N                           Draw everything random from seed N; equal seeds give equal
                                         plans.
      --accounts N                       Trade with N generated accounts.
      --markets LIST                     Trade only on these markets: ids, separated by commas.
      --account-filter PREFIX            Trade only with accounts whose label begins with PREFIX.
      --iterations N                     Repeat the schedule N times, with new amounts each time.

    Scheduler:
      --min-amount AMOUNT                Trade at least AMOUNT per order, in quote units.
      --max-amount AMOUNT                Trade at most AMOUNT per order, in quote units.
      --trades-per-account N             Plan N trades per account.
      --market-distribution WAY          Spread the trades over the markets in this way. One of:
                                         round_robin, same_market, sequential.
      --bid-price-offset FACTOR          Multiply the reference price by FACTOR for bids.
      --ask-price-offset FACTOR          Multiply the reference price by FACTOR for asks.
      --price-spread FRACTION            Draw prices up to FRACTION away from the reference.
      --[no-]alternate-sides             Let each account bid and ask by turns.
      --matching-strategy RULE           Choose counterparties: sequential_next, any or
                                         match_with:ACCOUNT.
      --resting-share FRACTION           Let FRACTION of the slots rest in the book unmatched.
      --cancel-share FRACTION            Let FRACTION of the slots cancel a resting order.
      --resting-depth N                  Spread resting orders over N price levels per side.
      --order-types WEIGHTS              Mix order types by weight, for example limit=9,market=1. Names:
                                         limit, market.
      --time-in-force WEIGHTS            Mix times in force by weight, for example
                                         goodTillCancel=8,fillOrKill=1. Names: goodTillCancel,
                                         immediateOrCancel, fillOrKill.

    Budget:
      --budget [ACCOUNT:][ASSET=]AMOUNT  Give AMOUNT of ASSET (default: each) to ACCOUNT (default:
                                         each); the most specific wins. Repeatable.
      --[no-]recycle-proceeds            Let accounts trade with what they received.

    Venue:
      --venue VENUE                      Send orders to this venue; null acknowledges all and matches
                                         nothing. One of: embedded, null, postgresql, sql.

    Database:
      --database-url URL                 Connect to URL (default: DATABASE_URL, the PG variables, then
                                         the private server).
      --schema NAME                      Use the order book in schema NAME (default: orderbook).
      --settlement WHEN                  Settle fills together with their order, or by a transaction of
                                         its own. One of: immediate, deferred.

    Common:
      --state-dir DIR                    Keep and find runs in DIR (default: ./simulator_state).
      --json                             Print JSON, a line for each slot, and nothing else.
      --quiet                            Print no progress and no messages but errors.
      --no-input                         Never ask; act as without a terminal.
      --no-color                         Print without colours, as with NO_COLOR set.
      -h, --help                         Print this help.
      -V, --version                      Print the version.

    Examples:
      simulator schedule --count 10
          The first ten slots of ./simulator.json.
      simulator schedule --seed 7 --market BTC/USD --csv
          All slots on one market, as CSV.
      simulator schedule --export flow.csv
          The plan as an order flow, for simulator replay.

    """
}
