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
    "simulator.json:1:11: venue: is \"nasdaq\"; it must be one of \"embedded\", \"null\""),
  .init(
    "unknown venue type", #"{"venue": {"type": "nasdaq"}}"#,
    "simulator.json:1:20: venue.type: is \"nasdaq\"; it must be one of \"embedded\", \"null\""),
  .init(
    "unknown self trade prevention", #"{"venue": {"self_trade_prevention": "none"}}"#,
    """
    simulator.json:1:37: venue.self_trade_prevention: is "none"; it must be one of "cancelTaker", \
    "cancelMaker", "cancelBoth"
    """),
]
