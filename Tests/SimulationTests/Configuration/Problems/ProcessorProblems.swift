/// What can be wrong with `processor`.
let processorProblems: [ProblemExample] = [
  .init(
    "delay above a year", #"{"processor": {"retry_base_delay_ms": 31536000001}}"#,
    """
    simulator.json:1:39: processor.retry_base_delay_ms: is 31536000001; it must be at most \
    31536000000
    """),
  .init(
    "longest delay below the base", #"{"processor": {"retry_max_delay_ms": 100}}"#,
    """
    simulator.json:1:38: processor.retry_max_delay_ms: is 100, less than retry_base_delay_ms 500 \
    (the default); it must not be less
    """),
  .init(
    "too many retries", #"{"processor": {"max_retries": 4294967296}}"#,
    "simulator.json:1:31: processor.max_retries: is 4294967296; it must be at most 4294967295"),
  .init(
    "pace of zero", #"{"processor": {"trades_per_second": 0}}"#,
    "simulator.json:1:37: processor.trades_per_second: is 0; it must be greater than 0"),
  .init(
    "pace with too many decimals", #"{"processor": {"trades_per_second": 0.0000000001}}"#,
    """
    simulator.json:1:37: processor.trades_per_second: is 0.0000000001, with 10 decimals; use at \
    most 9
    """),
  .init(
    "pace too high", #"{"processor": {"trades_per_second": 1000000001}}"#,
    """
    simulator.json:1:37: processor.trades_per_second: is 1000000001; it must be at most 1000000000
    """),
  .init(
    "unknown policy", #"{"processor": {"on_failure": "ask"}}"#,
    """
    simulator.json:1:30: processor.on_failure: is "ask"; it must be one of "retry", "skip", \
    "continue", "quit"
    """),
]
