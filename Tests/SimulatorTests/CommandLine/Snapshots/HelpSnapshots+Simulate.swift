extension HelpSnapshots {
  /// Help on `simulate`.
  static let simulate = """
    Usage: simulator simulate [options]

    Simulate small runs with kills, power and disk failures, and check what is left.

    Extent:
      --seed N         Tell the history of seed N; with --count or --duration, begin with seed N.
      --count N        Execute N histories.
      --duration TIME  Begin new histories for this long, for example 10m.
      --shrink         Look for the smallest history that fails the same way.

    History:
      --slots N        Plan at most N slots (default: 200).
      --accounts N     Use at most N accounts.
      --markets N      Use at most N markets.
      --lanes N        Use at most N lanes.
      --without LIST   Leave these out, separated by commas: faults, resting, cancels, types, prices,
                       tight, keeping, open, buffered, fsync, pauses, quits, settings.
      --disrupt LIST   Disrupt processes like this instead of as drawn, for example kill@57,stop@9; none
                       for not at all. Kinds: kill, power, stop, full, sync.

    Common:
      --json           Print one JSON object on standard output, nothing else.
      --quiet          Print no progress and no messages but errors.
      --no-color       Print without colours, as with NO_COLOR set.
      -h, --help       Print this help.
      -V, --version    Print the version.

    Examples:
      simulator simulate --duration 1m
          As many histories as a minute allows.
      simulator simulate --seed 7
          Tell one history step by step.
      simulator simulate --seed 7 --shrink
          If it fails, look for a smaller one that does.

    """
}
