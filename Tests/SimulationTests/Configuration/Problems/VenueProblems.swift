/// What can be wrong with `venue`.
let venueProblems: [ProblemExample] = [
  .init(
    "venue null", #"{"venue": null}"#,
    """
    simulator.json:1:11: venue: is null; it must be "embedded", "null" (in quotes) or an object \
    with "type"
    """),
  .init(
    "unknown venue", #"{"venue": "nasdaq"}"#,
    """
    simulator.json:1:11: venue: is "nasdaq"; it must be one of "embedded", "null", "postgresql", \
    "sql"
    """),
  .init(
    "unknown venue type", #"{"venue": {"type": "nasdaq"}}"#,
    """
    simulator.json:1:20: venue.type: is "nasdaq"; it must be one of "embedded", "null", \
    "postgresql", "sql"
    """),
  .init(
    "database of a venue that has none", #"{"venue": {"type": "null", "url": "x", "schema": "y"}}"#,
    """
    simulator.json:1:35: venue.url: is given for venue "null"; it is for "postgresql" and "sql"
    simulator.json:1:50: venue.schema: is given for venue "null"; it is for "postgresql" and "sql"
    """),
  .init(
    "batches where there are none", #"{"venue": {"type": "null", "batch": 2}}"#,
    """
    simulator.json:1:37: venue.batch: is given for venue "null"; it is for "postgresql" and "sql"
    """),
  .init(
    "batches of venue sql",
    #"{"venue": {"type": "sql", "statements": {"place": "x"}, "batch": 2}}"#,
    """
    simulator.json:1:66: venue.batch: is given for venue "sql"; it is for "postgresql"
    """),
  .init(
    "batches that are too large", #"{"venue": {"type": "postgresql", "batch": 1001}}"#,
    """
    simulator.json:1:43: venue.batch: is 1001; it must be at most 1000
    """),
  .init(
    "batches at a rate", #"{"venue": {"type": "postgresql", "batch": 2}, "load": {"rate": 5}}"#,
    """
    simulator.json:1:43: venue.batch: is more than 1, and slots are sent at a rate; send batches as \
    fast as they go, or orders one by one
    """),
  .init(
    "statements of venue postgresql",
    #"{"venue": {"type": "postgresql", "statements": {}, "settlement": 1}}"#,
    """
    simulator.json:1:48: venue.statements: is given for venue "postgresql"; it is for "sql"
    simulator.json:1:66: venue.settlement: is 1; it must be one of "immediate", "deferred"
    """),
  .init(
    "venue sql without statements", #"{"venue": {"type": "sql", "answer_timeout_ms": 0}}"#,
    """
    simulator.json:1:11: venue.statements: is missing; it must be an object of statements
    simulator.json:1:48: venue.answer_timeout_ms: is 0; it must be at least 1
    """),
  .init(
    "unknown self trade prevention", #"{"venue": {"self_trade_prevention": "none"}}"#,
    """
    simulator.json:1:37: venue.self_trade_prevention: is "none"; it must be one of "cancelTaker", \
    "cancelMaker", "cancelBoth"
    """),
]
