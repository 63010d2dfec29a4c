extension HelpSnapshots {
  /// Help on `resume`.
  static let resume = """
    Usage: simulator resume [RUN] [options]

    Go on where a run stopped.

    Arguments:
      [RUN]                 The run's id (default: the newest unfinished run).

    Processor:
      --failed              Try the slots that failed again, too.
      --on-failure ACTION   Answer failures with ACTION instead of asking (without a terminal: quit).
                            One of: retry, skip, continue, quit.
      --[no-]auto-continue  Begin each further iteration without asking.
      --[no-]audit          End with an audit of the records (default: yes).
      --progress STYLE      Show progress as a live display, as lines, as JSON lines, or not at all. One
                            of: tty, plain, json, none.

    Output:
      --report FILE         Write the report as one page of HTML that opens offline.
      --timeline FILE       Write rates and latencies second by second as CSV.
      --log FILE            Write what became of each slot, as CSV or, into FILE.jsonl, as JSON lines.
      --log-sampling RATE   Log only this part of the slots, like 0.01; always the same ones. Only with
                            --log.
      --junit FILE          Write thresholds and audit as JUnit XML.
      --metrics-file FILE   Write OpenMetrics every two seconds while running, and at the end.

    Common:
      --state-dir DIR       Keep and find runs in DIR (default: ./simulator_state).
      --json                Print one JSON object on standard output, nothing else.
      --quiet               Print no progress and no messages but errors.
      --no-input            Never ask; act as without a terminal.
      --no-color            Print without colours, as with NO_COLOR set.
      -h, --help            Print this help.
      -V, --version         Print the version.

    Examples:
      simulator resume
          Go on with the newest unfinished run.
      simulator resume nightly --failed --on-failure skip
          Try the failed slots of run 'nightly' again and skip what fails for good.

    """

  /// Help on `runs`.
  static let runs = """
    Usage: simulator runs [options]

    List the saved runs: id, state, progress, venue and time.

    Common:
      --state-dir DIR  Keep and find runs in DIR (default: ./simulator_state).
      --json           Print one JSON object on standard output, nothing else.
      --quiet          Print no progress and no messages but errors.
      --no-input       Never ask; act as without a terminal.
      --no-color       Print without colours, as with NO_COLOR set.
      -h, --help       Print this help.
      -V, --version    Print the version.

    Examples:
      simulator runs
          List the runs in ./simulator_state.
      simulator runs --state-dir /var/lib/simulator --json
          As JSON.

    """

  /// Help on `show`.
  static let show = """
    Usage: simulator show RUN [options]

    Show a run's statistics, its slots, or its whole state.

    Arguments:
      RUN              The run's id, as 'runs' lists it.

    Slots:
      --slots          List the slots with their outcomes. Not with --full.
      --state STATE    List only the slots in STATE. One of: pending, completed, failed, skipped,
                       unknown, in_progress. Only with --slots.
      --limit N        List at most N slots (default: 50). Only with --slots.
      --offset N       Leave out the first N slots. Only with --slots.

    State:
      --full           Write the whole simulation state as JSON, every slot included.

    Common:
      --state-dir DIR  Keep and find runs in DIR (default: ./simulator_state).
      --json           Print JSON, with --slots a line each, and nothing else.
      --quiet          Print no progress and no messages but errors.
      --no-input       Never ask; act as without a terminal.
      --no-color       Print without colours, as with NO_COLOR set.
      -h, --help       Print this help.
      -V, --version    Print the version.

    Examples:
      simulator show nightly
          The statistics of run 'nightly'.
      simulator show nightly --slots --state failed --limit 20
          Its first 20 failed slots.
      simulator show nightly --full > state.json
          All of it, for other programs.

    """

  /// Help on `budgets`.
  static let budgets = """
    Usage: simulator budgets RUN [options]

    Show how much of its budgets a run used, per asset and per account.

    Arguments:
      RUN              The run's id, as 'runs' lists it.

    Selection:
      --history        List the snapshots in time, not just the end.
      --account ID     Show only this account.
      --asset ID       Show only this asset.
      --limit N        Show at most N lines (default: 40, with --history 50, as JSON or CSV all).
      --offset N       Leave out the first N lines.

    Output:
      --csv            Print comma-separated values. Not with --json.

    Common:
      --state-dir DIR  Keep and find runs in DIR (default: ./simulator_state).
      --json           Print JSON, with --history a line each, and nothing else.
      --quiet          Print no progress and no messages but errors.
      --no-input       Never ask; act as without a terminal.
      --no-color       Print without colours, as with NO_COLOR set.
      -h, --help       Print this help.
      -V, --version    Print the version.

    Examples:
      simulator budgets nightly
          Utilisation at the end of run 'nightly'.
      simulator budgets nightly --history --account account-7 --csv
          How one account's budgets developed, as CSV.

    """

  /// Help on `bench`.
  static let bench = """
    Usage: simulator bench [NAME...] [options]

    Measure schedule, ledger, engine, journal, replay and whole runs on this machine.

    Arguments:
      [NAME...]        What to measure (default: all): schedule, budgets, engine, matching, journal,
                       replay, run, audit, flat, postgresql, resume, interrupt.

    Measurement:
      --quick          Measure little, just to see that it works.
      --flow FLOW      Measure matching with this order flow only. One of: f1, f10, w1, w10, x1, x10,
                       h100. Repeatable.
      --instructions   Also count the instructions of matching, with valgrind.

    Common:
      --state-dir DIR  Keep and find runs in DIR (default: ./simulator_state).
      --json           Print one JSON object on standard output, nothing else.
      --quiet          Print no progress and no messages but errors.
      --no-input       Never ask; act as without a terminal.
      --no-color       Print without colours, as with NO_COLOR set.
      -h, --help       Print this help.
      -V, --version    Print the version.

    Examples:
      simulator bench
          Measure everything.
      simulator bench engine journal --json
          Two of them, as JSON.
      simulator bench matching --flow f1
          The matching engine, one order flow.

    """

  /// Help on `completions`.
  static let completions = """
    Usage: simulator completions SHELL [options]

    Print the script that lets bash, zsh or fish complete command lines.

    Arguments:
      SHELL          bash, zsh or fish.

    Common:
      --no-color     Print without colours, as with NO_COLOR set.
      -h, --help     Print this help.
      -V, --version  Print the version.

    Examples:
      source <(simulator completions bash)
          For this session of bash.
      simulator completions zsh > ~/.zfunc/_simulator
          For zsh, with ~/.zfunc in fpath before compinit.
      simulator completions fish > ~/.config/fish/completions/simulator.fish
          For fish.

    """

  /// Help on `help`.
  static let help = """
    Usage: simulator help [COMMAND] [options]

    Explain the program, or one command.

    Arguments:
      [COMMAND]      The command to explain.

    Common:
      --no-color     Print without colours, as with NO_COLOR set.
      -h, --help     Print this help.
      -V, --version  Print the version.

    Examples:
      simulator help run
          Every option of 'run'.

    """

  /// Help on `version`.
  static let version = """
    Usage: simulator version [options]

    Print the version.

    Common:
      --no-color     Print without colours, as with NO_COLOR set.
      -h, --help     Print this help.
      -V, --version  Print the version.

    Examples:
      simulator version
          The same as 'simulator --version'.

    """
}
