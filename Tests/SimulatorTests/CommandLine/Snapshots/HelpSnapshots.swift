/// Help as it must read, letter by letter.
enum HelpSnapshots {
  /// Every command's help, by name.
  static let all: [(command: String, text: String)] = [
    ("run", run), ("schedule", schedule), ("replay", replay), ("resume", resume), ("runs", runs),
    ("show", show), ("audit", audit), ("budgets", budgets), ("report", report),
    ("history", history), ("ladder", ladder), ("db", db), ("accounts", accounts), ("bench", bench),
    ("simulate", simulate), ("completions", completions), ("help", help),
    ("version", version),
  ]

  /// Help on the program.
  static let program = """
    Stress-tests order books and proves that they did the right thing.

    Usage: simulator COMMAND [options]

    Commands:
      run          Plan a simulation, execute it, audit the records and report.
      resume       Go on where a run stopped.
      runs         List the saved runs: id, state, progress, venue and time.
      show         Show a run's statistics, its slots, or its whole state.
      audit        Check a run's records and its venue against every invariant.
      budgets      Show how much of its budgets a run used, per asset and per account.
      report       Write a run's report as HTML, JSON, CSV or JUnit, or compare two runs.
      history      Write a run as a history of operations, for consistency checkers.
      schedule     Print the slots of a plan without executing them.
      replay       Replay recorded order flow on a venue and compare the book.
      db           Start a private PostgreSQL server; make, check or wipe the order-book database.
      accounts     Make test accounts in the order-book database and fund them.
      ladder       Raise the rate step by step and find the highest that holds.
      bench        Measure schedule, ledger, engine, journal, replay and whole runs on this machine.
      simulate     Simulate small runs with kills, power and disk failures, and check what is left.
      completions  Print the script that lets bash, zsh or fish complete command lines.
      help         Explain the program, or one command.
      version      Print the version.

    Common options:
      --state-dir DIR  Keep and find runs in DIR (default: ./simulator_state).
      --json           Print one JSON object on standard output, nothing else.
      --quiet          Print no progress and no messages but errors.
      --no-input       Never ask; act as without a terminal.
      --no-color       Print without colours, as with NO_COLOR set.
      -h, --help       Print this help.
      -V, --version    Print the version.

    Exit codes:
      0    all went well
      1    finished, with failed slots
      64   the command line cannot be understood
      65   the configuration, plan or checkpoint is not usable
      69   the venue cannot be reached
      70   an error inside the program
      80   integrity violated: something was lost, doubled or wrong
      81   outcomes are unknown: sent, and never answered
      82   the measurement is invalid: the generator was the bottleneck
      99   a threshold was not met
      130  interrupted by Ctrl-C, checkpoint written
      143  ended by SIGTERM, checkpoint written

    Run 'simulator help COMMAND' for the options and examples of a command.

    """
}
