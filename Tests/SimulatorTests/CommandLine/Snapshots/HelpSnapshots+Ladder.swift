extension HelpSnapshots {
  /// Help on `ladder`.
  static let ladder = """
    Usage: simulator ladder [options]

    Raise the rate step by step and find the highest that holds.

    Ladder:
      --from RATE                        Begin with RATE slots per second.
      --to RATE                          End with RATE slots per second.
      --steps N                          Try N rates (default: 10).
      --spacing WAY                      Let rates grow by a factor (the default) or by a distance. One
                                         of: geometric, linear.
      --keep                             Keep the runs of all rates, to be shown and reported.

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
      --progress STYLE                   Show progress as a live display, as lines, as JSON lines, or
                                         not at all. One of: tty, plain, json, none.

    Load:
      --lanes N                          Execute slots in N lanes side by side; each market belongs to
                                         one of them.
      --market-weights WEIGHTS           Choose markets: dealt by turns, uniform at random, or
                                         zipf:EXPONENT.
      --arrivals PROCESS                 Spread the arrivals of a rate in this way. One of: constant,
                                         poisson.
      --duration DURATION                Run for DURATION, like 60s; schedules repeat until then unless
                                         --iterations says.
      --warm-up DURATION                 Leave the first DURATION out of the figures.
      --when-late POLICY                 Send late slots at once, drop them, or catch up at a bounded
                                         rate. One of: queue, drop, catch_up.
      --drop-after DURATION              Drop slots that are more than DURATION late, where the policy
                                         is to drop.
      --send-error-limit DURATION        Call the measurement invalid when the generator itself sends
                                         later than DURATION.

    Common:
      --state-dir DIR                    Keep and find runs in DIR (default: ./simulator_state).
      --json                             Print one JSON object on standard output, nothing else.
      --quiet                            Print no progress and no messages but errors.
      --no-input                         Never ask; act as without a terminal.
      --no-color                         Print without colours, as with NO_COLOR set.
      -h, --help                         Print this help.
      -V, --version                      Print the version.

    Examples:
      simulator ladder --from 1000 --to 100000 --steps 8
          Eight rates, each a constant factor above the one before, for ten seconds each.
      simulator ladder --from 100 --to 500 --steps 5 --spacing linear --duration 30s --json
          100, 200, 300, 400 and 500 slots per second for half a minute each, as JSON.

    """
}
