/// What can be wrong with the text itself and with plain values.
let textProblems: [ProblemExample] = [
  .init(
    "malformed JSON", #"{"seed": 1,}"#,
    "simulator.json:1:12: found '}', expected a key in double quotes"),
  .init(
    "a key twice", #"{"seed": 1, "seed": 2}"#,
    """
    simulator.json:1:13: found key "seed" again (first at 1:2), expected every key of an object \
    once
    """),
  .init(
    "not an object", #"[]"#,
    "simulator.json:1:1: is a list; it must be an object"),
  .init(
    "unknown key", #"{"sed": 1}"#,
    "simulator.json:1:2: sed: is not a known key; did you mean \"seed\"?"),
  .init(
    "unknown key far from any", #"{"wallet": 1}"#,
    """
    simulator.json:1:2: wallet: is not a known key; known are seed, iterations, state_dir, \
    accounts, account_filter, assets, markets, market_filter, venue, scheduler, processor, \
    load, budget, faults, thresholds
    """),
  .init(
    "unknown key in a section", #"{"scheduler": {"minamount": 1}}"#,
    "simulator.json:1:16: scheduler.minamount: is not a known key; did you mean \"min_amount\"?"),
  .init(
    "unknown key with blanks", #"{"processor": {"on failure": "quit"}}"#,
    """
    simulator.json:1:16: processor."on failure": is not a known key; did you mean "on_failure"?
    """),
  .init(
    "section of a wrong type", #"{"scheduler": 5}"#,
    "simulator.json:1:15: scheduler: is 5; it must be an object"),
  .init(
    "number of a wrong type", #"{"seed": true}"#,
    "simulator.json:1:10: seed: is true; it must be a whole number"),
  .init(
    "number that is no number", #"{"seed": "12a"}"#,
    "simulator.json:1:10: seed: is \"12a\"; it must be a whole number"),
  .init(
    "number with too many digits", #"{"seed": 1234567890123456789012345678901234567890}"#,
    "simulator.json:1:10: seed: has too many digits; at most 38 are possible"),
  .init(
    "fraction where a count is meant", #"{"iterations": 1.5}"#,
    "simulator.json:1:16: iterations: is 1.5; it must be a whole number"),
  .init(
    "negative count", #"{"seed": -1}"#,
    "simulator.json:1:10: seed: is -1; it must be at least 0"),
  .init(
    "count of zero", #"{"iterations": 0}"#,
    "simulator.json:1:16: iterations: is 0; it must be at least 1"),
  .init(
    "count too large", #"{"seed": 18446744073709551616}"#,
    "simulator.json:1:10: seed: is 18446744073709551616; it must be at most 18446744073709551615"),
  .init(
    "null where a value is needed", #"{"processor": {"max_retries": null}}"#,
    "simulator.json:1:31: processor.max_retries: is null; it must be a whole number"),
  .init(
    "string of a wrong type", #"{"state_dir": 5}"#,
    "simulator.json:1:15: state_dir: is 5; it must be a string"),
  .init(
    "empty string", #"{"state_dir": ""}"#,
    "simulator.json:1:15: state_dir: is empty; it must have 1 to 4096 bytes"),
  .init(
    "boolean of a wrong type", #"{"scheduler": {"alternate_sides": "yes"}}"#,
    "simulator.json:1:35: scheduler.alternate_sides: is \"yes\"; it must be true or false"),
  .init(
    "choice", #"{"scheduler": {"market_distribution": "random"}}"#,
    """
    simulator.json:1:39: scheduler.market_distribution: is "random"; it must be one of \
    "round_robin", "same_market", "sequential"
    """),
]
