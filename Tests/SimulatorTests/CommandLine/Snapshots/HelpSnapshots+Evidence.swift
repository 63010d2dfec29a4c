extension HelpSnapshots {
  /// Help on `audit`.
  static let audit = """
    Usage: simulator audit RUN [options]

    Check a run's records and its venue against every invariant.

    Arguments:
      RUN              The run's id, as 'runs' lists it.

    Audit:
      --ours-only      Leave orders out that belong to nobody of the run.

    Common:
      --state-dir DIR  Keep and find runs in DIR (default: ./simulator_state).
      --json           Print the audit as one JSON object and nothing else.
      --quiet          Print no progress and no messages but errors.
      --no-input       Never ask; act as without a terminal.
      --no-color       Print without colours, as with NO_COLOR set.
      -h, --help       Print this help.
      -V, --version    Print the version.

    Examples:
      simulator audit nightly
          What is right and what is wrong with it.
      simulator audit nightly --json
          The same for other programs.

    """

  /// Help on `history`.
  static let history = """
    Usage: simulator history RUN [options]

    Write a run as a history of operations, for consistency checkers.

    Arguments:
      RUN              The run's id, as 'runs' lists it.

    History:
      --format FORMAT  Write as FORMAT (default: as FILE ends, else jepsen). One of: jepsen, csv. Not
                       with --json.
      --output FILE    Write into FILE instead of standard output.
      --market ID      Only operations on this market.
      --account ID     Only operations of this account.

    Common:
      --state-dir DIR  Keep and find runs in DIR (default: ./simulator_state).
      --json           Write the JSON of Jepsen, as --format jepsen.
      --quiet          Print no progress and no messages but errors.
      --no-input       Never ask; act as without a terminal.
      --no-color       Print without colours, as with NO_COLOR set.
      -h, --help       Print this help.
      -V, --version    Print the version.

    Examples:
      simulator history nightly --output nightly.json
          For elle-cli --model list-append nightly.json.
      simulator history nightly --format csv --market BTC/USD
          What happened on one market, with every column.

    """
}
