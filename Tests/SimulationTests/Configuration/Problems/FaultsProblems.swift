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
  .init(
    "server faults without a server", #"{"faults": {"server": [{"do": "restart", "at_slot": 1}]}}"#,
    """
    simulator.json:1:23: faults.server: is given for venue "embedded"; it is for "postgresql" and \
    "sql"
    """),
  .init(
    "server faults of a wrong type",
    #"{"venue": "postgresql", "faults": {"server": {"do": "restart"}}}"#,
    "simulator.json:1:46: faults.server: is an object; it must be a list of faults"),
  .init(
    "server faults that say too much or too little",
    #"""
    {"venue": "postgresql", "faults": {"server": [
      {"at_slot": 1}, {"do": "restart"}, {"do": "restart", "at_slot": 1, "every_slots": 2},
      {"do": "restart", "every_slots": 0}, {"do": "freeze", "at_slot": 1},
      {"do": "kill_server", "at_slot": 1, "for_ms": 5}, {"do": "thaw", "at_slot": 1}
    ]}}
    """#,
    """
    simulator.json:2:3: faults.server[0].do: is missing; it must be one of "kill_connection", \
    "restart", "kill_server", "freeze"
    simulator.json:2:19: faults.server[1]: does not say when; give at_slot or every_slots
    simulator.json:2:85: faults.server[2].every_slots: is given beside at_slot; give one of them
    simulator.json:3:36: faults.server[3].every_slots: is 0; it must be at least 1
    simulator.json:3:40: faults.server[4].for_ms: is missing; it must be a whole number
    simulator.json:4:49: faults.server[5].for_ms: is given for "kill_server"; it is for "freeze"
    simulator.json:4:60: faults.server[6].do: is "thaw"; it must be one of "kill_connection", \
    "restart", "kill_server", "freeze"
    """),
]
