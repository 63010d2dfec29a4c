import Testing

@testable import Simulator

/// A command line that cannot be understood, and what is said about it.
private let mistakes: [(line: String, message: String, hint: String)] = [
  ("rum", "unknown command 'rum'; did you mean 'run'?", "help"),
  ("shows", "unknown command 'shows'; did you mean 'show'?", "help"),
  ("comp", "unknown command 'comp'; did you mean 'completions'?", "help"),
  ("frobnicate", "unknown command 'frobnicate'", "help"),
  ("--seed 7 run", "unknown option '--seed'", "help"),
  ("help nothing", "unknown command 'nothing'", "help"),
  ("help shwo", "unknown command 'shwo'; did you mean 'show'?", "help"),
  (
    "run --min-amout 5", "unknown option '--min-amout' for 'run'; did you mean '--min-amount'?",
    "help run"
  ),
  (
    "run --min_amount=5", "unknown option '--min_amount' for 'run'; did you mean '--min-amount'?",
    "help run"
  ),
  (
    "run --no-alternate-side",
    "unknown option '--no-alternate-side' for 'run'; did you mean '--no-alternate-sides'?",
    "help run"
  ),
  ("run --no-json", "unknown option '--no-json' for 'run'; did you mean '--json'?", "help run"),
  ("run -x", "unknown option '-x' for 'run'", "help run"),
  ("runs --seed 1", "unknown option '--seed' for 'runs'", "help runs"),
  ("run --seed", "option '--seed' needs a value: --seed N", "help run"),
  ("run --seed --json", "option '--seed' needs a value: --seed N", "help run"),
  (
    "run --seed -5", "option '--seed': '-5' is not a whole number from 0 to 18446744073709551615",
    "help run"
  ),
  (
    "run --seed=18446744073709551616",
    "option '--seed': '18446744073709551616' is not a whole number from 0 to 18446744073709551615",
    "help run"
  ),
  (
    "run --seed=", "option '--seed': '' is not a whole number from 0 to 18446744073709551615",
    "help run"
  ),
  ("run --min-amount 1,5", "option '--min-amount': '1,5' is not a decimal number", "help run"),
  ("run --config=", "option '--config': '' is not a text of at least one letter", "help run"),
  ("run --markets a,,b", "option '--markets': 'a,,b' is not a list like FIRST,SECOND", "help run"),
  (
    "run --venue embeded",
    "option '--venue': 'embeded' is not one of embedded, null, postgresql, sql; did you mean "
      + "'embedded'?",
    "help run"
  ),
  (
    "run --order-types limit=1,stop=2",
    "option '--order-types': 'limit=1,stop=2' is not a list like limit=9,market=1 of limit, market",
    "help run"
  ),
  (
    "run --order-types limit=1,limit=2",
    "option '--order-types': 'limit=1,limit=2' is not a list like limit=9,market=1 of limit, market",
    "help run"
  ),
  (
    "run --order-types limit=0.5",
    "option '--order-types': 'limit=0.5' is not a list like limit=9,market=1 of limit, market",
    "help run"
  ),
  (
    "run --fault sloth=0.5",
    "option '--fault': 'sloth=0.5' is not a pair like refusal=0.1 of refusal, failure, "
      + "timeout_before_apply, timeout_after_apply",
    "help run"
  ),
  (
    "run --budget USD=",
    "option '--budget': 'USD=' is not like 1000, USD=1000, account-1:1000 or account-1:USD=1000",
    "help run"
  ),
  ("run --json=yes", "option '--json' takes no value, but 'yes' was given", "help run"),
  ("run --seed 1 --seed 1", "option '--seed' was given more than once", "help run"),
  (
    "run --alternate-sides --no-alternate-sides",
    "option '--alternate-sides' was given more than once", "help run"
  ),
  ("schedule --csv --json", "options '--csv' and '--json' exclude each other", "help schedule"),
  ("show a --full --slots", "options '--slots' and '--full' exclude each other", "help show"),
  (
    "show a --state failed", "option '--state' has no meaning without '--slots'", "help show"
  ),
  ("show", "command 'show' needs RUN", "help show"),
  ("show a b", "command 'show' does not take 'b'", "help show"),
  ("runs x", "command 'runs' does not take 'x'", "help runs"),
  (
    "completions zhs", "SHELL: 'zhs' is not one of bash, zsh, fish; did you mean 'zsh'?",
    "help completions"
  ),
  (
    "bench engine engin",
    "NAME: 'engin' is not one of schedule, budgets, engine, matching, journal, replay, run, audit, "
      + "flat, postgresql, resume, interrupt; "
      + "did you mean 'engine'?",
    "help bench"
  ),
]

@Suite("What is said about command lines that cannot be understood")
struct UsageErrorTests {
  @Test("the message and the way to help, exactly", arguments: mistakes)
  func texts(line: String, message: String, hint: String) {
    let words = line.split(separator: " ").map(String.init)
    let error = #expect(throws: UsageError.self) { try ArgumentParser.parse(words) }
    #expect(error?.message == message)
    #expect(error?.hint == "simulator \(hint)")
  }

  @Test("the explanation has one line for the error and one for the way to help")
  func explanation() {
    let error = UsageError.unknownCommand("rum", nearest: "run")
    #expect(
      Dispatcher.explanation(of: error, style: .plain)
        == "simulator: error: unknown command 'rum'; did you mean 'run'?\nTry 'simulator help'.\n")
    #expect(
      Dispatcher.explanation(of: error, style: Style(isColored: true)).contains(
        "\u{1B}[1;31merror:"))
  }
}
