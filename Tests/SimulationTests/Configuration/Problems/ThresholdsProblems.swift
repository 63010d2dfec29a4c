@testable import Simulation

/// What can be wrong with `thresholds`.
let thresholdsProblems: [ProblemExample] = [
  .init(
    "thresholds of a wrong type", #"{"thresholds": "response.p99 < 50ms"}"#,
    """
    simulator.json:1:16: thresholds: is "response.p99 < 50ms"; it must be a list of thresholds, \
    for example ["response.p99 < 50ms"]
    """),
  .init(
    "threshold of a wrong type", #"{"thresholds": [7]}"#,
    "simulator.json:1:17: thresholds[0]: is 7; it must be a threshold as a string or an object"),
  .init(
    "no comparison", #"{"thresholds": ["response.p99"]}"#,
    """
    simulator.json:1:17: thresholds[0]: is "response.p99"; it must be METRIC COMPARISON VALUE \
    [in PHASE] [abort [after TIME]], for example response.p99 < 50ms
    """),
  .init(
    "words behind the threshold", #"{"thresholds": ["dropped == 0 please"]}"#,
    """
    simulator.json:1:17: thresholds[0]: compares slots.dropped with "0please"; it must be a \
    whole number, for example 0
    """),
  .init(
    "words behind the end", #"{"thresholds": ["dropped == 0 abort at once"]}"#,
    """
    simulator.json:1:17: thresholds[0]: is "dropped == 0 abort at once"; it must be METRIC \
    COMPARISON VALUE [in PHASE] [abort [after TIME]], for example response.p99 < 50ms
    """),
  .init(
    "misspelled metric", #"{"thresholds": ["respnse.p99 < 50ms"]}"#,
    """
    simulator.json:1:17: thresholds[0]: has the unknown metric "respnse.p99"; did you mean \
    "response.p99"? Known are \(ThresholdMetric.knownText)
    """),
  .init(
    "percentile above 100", #"{"thresholds": ["response.p101 < 50ms"]}"#,
    """
    simulator.json:1:17: thresholds[0]: has the unknown metric "response.p101"; did you mean \
    "response.p50"? Known are \(ThresholdMetric.knownText)
    """),
  .init(
    "unknown comparison", #"{"thresholds": ["dropped => 0"]}"#,
    "simulator.json:1:17: thresholds[0]: compares with \"=>\"; it must be one of < <= > >= == !="),
  .init(
    "duration without a unit", #"{"thresholds": ["response.p99 < 50"]}"#,
    """
    simulator.json:1:17: thresholds[0]: compares response.p99 with "50"; it must be a duration \
    with its unit: ns, us, ms, s, m or h, for example 50ms
    """),
  .init(
    "percent of a count", #"{"thresholds": ["slots.failed < 1%"]}"#,
    """
    simulator.json:1:17: thresholds[0]: compares slots.failed with "1%"; it must be a whole \
    number, for example 0
    """),
  .init(
    "negative limit", #"{"thresholds": ["slots.failed rate < -1%"]}"#,
    """
    simulator.json:1:17: thresholds[0]: compares slots.failed rate with "-1%"; it must be a part \
    of all, for example 0.1% or 0.001
    """),
  .init(
    "rate above all", #"{"thresholds": ["slots.failed rate < 101%"]}"#,
    """
    simulator.json:1:17: thresholds[0]: compares slots.failed rate with 101%; it is at most 100%
    """),
  .init(
    "what nothing can be", #"{"thresholds": ["dropped < 0"]}"#,
    """
    simulator.json:1:17: thresholds[0]: is "slots.dropped < 0", which nothing can be; write \
    slots.dropped <= or == 0
    """),
  .init(
    "what everything is", #"{"thresholds": ["matches rate >= 0%"]}"#,
    """
    simulator.json:1:17: thresholds[0]: is "matches rate >= 0%", which everything is; write a \
    limit above 0
    """),
  .init(
    "phase that does not exist", #"{"thresholds": ["lag.max < 1s in hold"]}"#,
    """
    simulator.json:1:17: thresholds[0]: is about the phase "hold", which the load does not have; \
    it has "main"
    """),
  .init(
    "abort before anything could be reached",
    #"{"thresholds": ["slots.completed >= 10 abort"]}"#,
    """
    simulator.json:1:17: thresholds[0]: is "slots.completed >= 10" with abort, which would stop \
    every run at its begin: a count that has to be reached is judged at the end; leave abort out
    """),
  .init(
    "object without a comparison", #"{"thresholds": [{"metric": "dropped"}]}"#,
    """
    simulator.json:1:17: thresholds[0]: has 0 comparisons; it must have exactly one of below, \
    at_most, above, at_least, equals, differs_from
    """),
  .init(
    "object with two comparisons",
    #"{"thresholds": [{"metric": "dropped", "above": 1, "below": 9}]}"#,
    """
    simulator.json:1:17: thresholds[0]: has 2 comparisons; it must have exactly one of below, \
    at_most, above, at_least, equals, differs_from
    """),
  .init(
    "object with an unknown key", #"{"thresholds": [{"metrics": "dropped", "equals": 0}]}"#,
    """
    simulator.json:1:17: thresholds[0].metric: is missing; it must be a metric, for example \
    "response.p99"
    simulator.json:1:18: thresholds[0].metrics: is not a known key; did you mean "metric"?
    """),
  .init(
    "object of another phase",
    #"{"thresholds": [{"metric": "dropped", "equals": 0, "phase": "hold"}]}"#,
    """
    simulator.json:1:61: thresholds[0].phase: is about the phase "hold", which the load does not \
    have; it has "main"
    """),
  .init(
    "grace without abort",
    #"{"thresholds": [{"metric": "dropped", "equals": 0, "grace": "5s"}]}"#,
    """
    simulator.json:1:61: thresholds[0].grace: has no meaning without "abort_on_fail": true; \
    leave it out
    """),
  .init(
    "grace that is no time",
    #"{"thresholds": [{"metric": "dropped", "equals": 0, "abort_on_fail": true, "grace": "5"}]}"#,
    """
    simulator.json:1:84: thresholds[0].grace: has the grace time "5"; it must be a duration with \
    its unit: ns, us, ms, s, m or h, for example 50ms
    """),
]
