/// What can be wrong with `faults`.
let faultsProblems: [ProblemExample] = [
  .init(
    "probability above one", #"{"faults": {"refusal": 1.5}}"#,
    "simulator.json:1:24: faults.refusal: is 1.5; it must be at least 0 and at most 1"),
  .init(
    "probability with too many decimals", #"{"faults": {"failure": 0.0000000001}}"#,
    """
    simulator.json:1:24: faults.failure: is 0.0000000001; it must be a fraction of at most 9 \
    decimals
    """),
  .init(
    "probabilities above one together",
    #"""
    {"faults": {"refusal": 0.5, "failure": 0.25, "timeout_before_apply": 0.25,
      "timeout_after_apply": 0.000000001}}
    """#,
    """
    simulator.json:1:12: faults: has probabilities of 1.000000001 in all; refusal, failure, \
    timeout_before_apply and timeout_after_apply must add up to at most 1
    """),
  .init(
    "empty delay", #"{"faults": {"delay": {}}}"#,
    """
    simulator.json:1:22: faults.delay.probability: is missing; it must be a number
    simulator.json:1:22: faults.delay.min_ms: is missing; it must be a whole number
    simulator.json:1:22: faults.delay.max_ms: is missing; it must be a whole number
    """),
  .init(
    "delay upside down", #"{"faults": {"delay": {"probability": 1, "min_ms": 5, "max_ms": 4}}}"#,
    "simulator.json:1:51: faults.delay.min_ms: is 5, more than max_ms 4; it must not exceed it"),
  .init(
    "stall without length", #"{"faults": {"stalls": [{"start_ms": 0, "duration_ms": 0}]}}"#,
    "simulator.json:1:55: faults.stalls[0].duration_ms: is 0; it must be at least 1"),
  .init(
    "faults of a wrong type", #"{"faults": []}"#,
    "simulator.json:1:12: faults: is a list; it must be an object"),
  .init(
    "unknown fault", #"{"faults": {"refusals": 0.1}}"#,
    "simulator.json:1:13: faults.refusals: is not a known key; did you mean \"refusal\"?"),
  .init(
    "stalls of a wrong type", #"{"faults": {"stalls": {"start_ms": 1}}}"#,
    "simulator.json:1:23: faults.stalls: is an object; it must be a list of stalls"),
  .init(
    "stall without a start", #"{"faults": {"stalls": [{"duration_ms": 5}]}}"#,
    "simulator.json:1:24: faults.stalls[0].start_ms: is missing; it must be a whole number"),
]
