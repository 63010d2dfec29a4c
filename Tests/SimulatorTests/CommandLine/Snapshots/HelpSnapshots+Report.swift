extension HelpSnapshots {
  /// Help on `report`.
  static let report = """
    Usage: simulator report RUN [OTHER] [options]

    Write a run's report as HTML, JSON, CSV or JUnit, or compare two runs.

    Arguments:
      RUN              The run's id, as 'runs' lists it.
      [OTHER]          A second run, to be compared with the first.

    Report:
      --format FORMAT  Write as FORMAT (default: as FILE ends, else html; of two runs text). One of:
                       html, json, csv, junit, text. Not with --json.
      --output FILE    Write into FILE instead of standard output.

    Common:
      --state-dir DIR  Keep and find runs in DIR (default: ./simulator_state).
      --json           Print one JSON object on standard output, nothing else.
      --quiet          Print no progress and no messages but errors.
      --no-input       Never ask; act as without a terminal.
      --no-color       Print without colours, as with NO_COLOR set.
      -h, --help       Print this help.
      -V, --version    Print the version.

    Examples:
      simulator report nightly --output nightly.html
          One page that opens offline.
      simulator report monday tuesday
          Two runs side by side, with ratios.
      simulator report nightly --format junit --output junit.xml
          Thresholds and audit for continuous integration.

    """
}
