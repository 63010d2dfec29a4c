extension HelpSnapshots {
  /// Help on the command with the most options.
  static let run = """
    Usage: simulator run [options]

    Plan a simulation, execute it, audit the records and report.

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
      --self-trade-prevention RULE       Do this when an order meets another one of the same account.
                                         One of: cancelTaker, cancelMaker, cancelBoth.
      --trades-per-second RATE           Send RATE trades per second (default: as fast as they go).
      --fault NAME=PROBABILITY           Let the venue fail on purpose, for example failure=0.05. Names:
                                         refusal, failure, timeout_before_apply, timeout_after_apply.
                                         Repeatable.
      --faults FILE                      Let go wrong what FILE says, JSON as in the section faults of
                                         the configuration.

    Processor:
      --max-retries N                    Try a failing slot N times more before asking.
      --retry-base-delay-ms MS           Wait MS milliseconds before the first retry, doubled each time.
      --retry-max-delay-ms MS            Wait MS milliseconds at most between retries.
      --on-failure ACTION                Answer failures with ACTION instead of asking (without a
                                         terminal: quit). One of: retry, skip, continue, quit.
      --[no-]auto-continue               Begin each further iteration without asking.
      --[no-]save-after-each-slot        Let each outcome leave the process before the next slot is
                                         sent.
      --durability LEVEL                 Let outcomes survive the end of the process, or of the power
                                         too. One of: process, fsync.
      --run-id ID                        Name the run ID instead of by date and time.
      --[no-]audit                       End with an audit of the records (default: yes).
      --progress STYLE                   Show progress as a live display, as lines, as JSON lines, or
                                         not at all. One of: tty, plain, json, none.

    Load:
      --lanes N                          Execute slots in N lanes side by side; each market belongs to
                                         one of them.
      --batch N                          Send up to N orders in one transaction, with the venue
                                         postgresql (default: 1).
      --market-weights WEIGHTS           Choose markets: dealt by turns, uniform at random, or
                                         zipf:EXPONENT.
      --rate RATE                        Send RATE slots per second at planned times, whatever the venue
                                         does. Not with --stage.
      --arrivals PROCESS                 Spread the arrivals of a rate in this way. One of: constant,
                                         poisson.
      --stage [NAME=]DURATION:RATE[-RATE]
                                         Add a stage with a rate, or a ramp from one rate to another,
                                         like ramp=10s:0-500. Not with --duration. Not with --warm-up.
                                         Repeatable.
      --duration DURATION                Run for DURATION, like 60s; schedules repeat until then unless
                                         --iterations says.
      --warm-up DURATION                 Leave the first DURATION out of the figures.
      --[no-]continuous                  Repeat schedules until the budget or the duration ends.
      --when-late POLICY                 Send late slots at once, drop them, or catch up at a bounded
                                         rate. One of: queue, drop, catch_up.
      --drop-after DURATION              Drop slots that are more than DURATION late, where the policy
                                         is to drop.
      --send-error-limit DURATION        Call the measurement invalid when the generator itself sends
                                         later than DURATION.

    Database:
      --database-url URL                 Connect to URL (default: DATABASE_URL, the PG variables, then
                                         the private server).
      --schema NAME                      Use the order book in schema NAME (default: orderbook).
      --settlement WHEN                  Settle fills together with their order, or by a transaction of
                                         its own. One of: immediate, deferred.

    Threshold:
      --threshold EXPRESSION             Fail with code 99 unless EXPRESSION holds, like 'response.p99 <
                                         50ms'. Repeatable.

    Output:
      --report FILE                      Write the report as one page of HTML that opens offline.
      --timeline FILE                    Write rates and latencies second by second as CSV.
      --log FILE                         Write what became of each slot, as CSV or, into FILE.jsonl, as
                                         JSON lines.
      --log-sampling RATE                Log only this part of the slots, like 0.01; always the same
                                         ones. Only with --log.
      --junit FILE                       Write thresholds and audit as JUnit XML.
      --metrics-file FILE                Write OpenMetrics every two seconds while running, and at the
                                         end.

    Common:
      --state-dir DIR                    Keep and find runs in DIR (default: ./simulator_state).
      --json                             Print one JSON object on standard output, nothing else.
      --quiet                            Print no progress and no messages but errors.
      --no-input                         Never ask; act as without a terminal.
      --no-color                         Print without colours, as with NO_COLOR set.
      -h, --help                         Print this help.
      -V, --version                      Print the version.

    Examples:
      simulator run
          Run ./simulator.json, or the built-in plan without it.
      simulator run --seed 7 --accounts 100 --trades-per-account 1000
          A larger plan, the same again on any machine.
      simulator run --fault failure=0.05 --on-failure continue --json
          Let one order in twenty fail, never ask, and print the summary as JSON.

    """
}
