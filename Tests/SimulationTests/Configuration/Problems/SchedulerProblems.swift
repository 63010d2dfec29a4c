/// What can be wrong with `scheduler`.
let schedulerProblems: [ProblemExample] = [
  .init(
    "zero amount", #"{"scheduler": {"min_amount": 0}}"#,
    "simulator.json:1:30: scheduler.min_amount: is 0; it must be greater than 0"),
  .init(
    "negative amount", #"{"scheduler": {"max_amount": -5}}"#,
    "simulator.json:1:30: scheduler.max_amount: is -5; it must be greater than 0"),
  .init(
    "minimum above maximum", #"{"scheduler": {"min_amount": 10, "max_amount": 9.5}}"#,
    """
    simulator.json:1:30: scheduler.min_amount: is 10, more than max_amount 9.5; it must not \
    exceed it
    """),
  .init(
    "minimum above the default maximum", #"{"scheduler": {"min_amount": 6000}}"#,
    """
    simulator.json:1:30: scheduler.min_amount: is 6000, more than max_amount 5000 (the default); \
    it must not exceed it
    """),
  .init(
    "maximum below the default minimum", #"{"scheduler": {"max_amount": 50}}"#,
    """
    simulator.json:1:30: scheduler.max_amount: is 50, less than min_amount 100 (the default); it \
    must not be less
    """),
  .init(
    "amounts with too many decimals",
    #"{"scheduler": {"min_amount": 1.1234567, "max_amount": "10.00000001"}}"#,
    """
    simulator.json:1:30: scheduler.min_amount: is 1.1234567, with 7 decimals; USD, the quote \
    asset of market BTC/USD, has 6
    simulator.json:1:55: scheduler.max_amount: is 10.00000001, with 8 decimals; USD, the quote \
    asset of market BTC/USD, has 6
    """),
  .init(
    "amounts that add up beyond 128 bits",
    #"""
    {"scheduler": {"max_amount": 999999999999999999}, "assets": [{"id": "BTC",
      "decimals": 8}, {"id": "ETH", "decimals": 8}, {"id": "USD", "decimals": 18}]}
    """#,
    """
    simulator.json:1:30: scheduler.max_amount: is 999999999999999999, too large for market \
    BTC/USD: the run would need amounts beyond 128 bits or quantities beyond 64; use a smaller \
    amount or a larger lot_size
    """),
  .init(
    "quantity beyond 64 bits",
    #"""
    {"scheduler": {"max_amount": 999999999999999}, "markets": [{"base": "BTC",
      "quote": "USD", "tick_size": 1, "lot_size": 0.000001, "reference_price": 1}]}
    """#,
    """
    simulator.json:1:30: scheduler.max_amount: is 999999999999999, too large for market BTC/USD: \
    the run would need amounts beyond 128 bits or quantities beyond 64; use a smaller amount or a \
    larger lot_size
    """),
  .init(
    "amount below one lot", #"{"scheduler": {"min_amount": 1, "max_amount": 2}}"#,
    """
    simulator.json:1:47: scheduler.max_amount: is 2, less than one lot of market BTC/USD, which \
    costs 5 USD at the reference price
    """),
  .init(
    "no trades", #"{"scheduler": {"trades_per_account": 0}}"#,
    "simulator.json:1:38: scheduler.trades_per_account: is 0; it must be at least 1"),
  .init(
    "too many slots", #"{"scheduler": {"trades_per_account": 1000000000}, "iterations": 1000000}"#,
    """
    simulator.json:1:38: scheduler.trades_per_account: gives 10000000000000000 slots (10 accounts \
    x 1000000000 trades x 1000000 iterations); at most 1000000000000000 are possible
    """),
  .init(
    "offset of zero", #"{"scheduler": {"ask_price_offset": 0}}"#,
    "simulator.json:1:36: scheduler.ask_price_offset: is 0; it must be greater than 0"),
  .init(
    "bid below ask", #"{"scheduler": {"bid_price_offset": 0.99}}"#,
    """
    simulator.json:1:36: scheduler.bid_price_offset: is 0.99 with ask_price_offset 1: bids would \
    stay below asks and never trade; bid_price_offset must be at least ask_price_offset
    """),
  .init(
    "ask above bid", #"{"scheduler": {"ask_price_offset": 1.01}}"#,
    """
    simulator.json:1:36: scheduler.ask_price_offset: is 1.01 with bid_price_offset 1: bids would \
    stay below asks and never trade; bid_price_offset must be at least ask_price_offset
    """),
  .init(
    "offset beyond all prices", #"{"scheduler": {"bid_price_offset": 900000000000000000}}"#,
    """
    simulator.json:1:36: scheduler.bid_price_offset: is 900000000000000000: prices of market \
    BTC/USD would reach 4500000000000000000000000 ticks; at most 2305843009213693951 are possible
    """),
  .init(
    "spread of one", #"{"scheduler": {"price_spread": 1}}"#,
    "simulator.json:1:32: scheduler.price_spread: is 1; it must be at least 0 and less than 1"),
  .init(
    "share between percents", #"{"scheduler": {"resting_share": 0.125}}"#,
    """
    simulator.json:1:33: scheduler.resting_share: is 0.125; it must be a whole percentage, for \
    example 0.25
    """),
  .init(
    "share above one", #"{"scheduler": {"resting_share": 1.1}}"#,
    "simulator.json:1:33: scheduler.resting_share: is 1.1; it must be at least 0 and at most 1"),
  .init(
    "negative share", #"{"scheduler": {"resting_share": "-0.1"}}"#,
    "simulator.json:1:33: scheduler.resting_share: is -0.1; it must be at least 0 and at most 1"),
  .init(
    "more cancels than resting orders",
    #"{"scheduler": {"resting_share": 0.1, "cancel_share": 0.2}}"#,
    """
    simulator.json:1:54: scheduler.cancel_share: is 0.2, more than resting_share 0.1; only orders \
    that rest can be canceled
    """),
  .init(
    "shares above one together", #"{"scheduler": {"resting_share": 0.6, "cancel_share": 0.5}}"#,
    """
    simulator.json:1:54: scheduler.cancel_share: is 0.5, with resting_share 0.6 more than 1 in \
    all; both together must be at most 1
    """),
  .init(
    "depth of zero", #"{"scheduler": {"resting_depth": 0}}"#,
    "simulator.json:1:33: scheduler.resting_depth: is 0; it must be at least 1"),
  .init(
    "no order type", #"{"scheduler": {"order_types": {"limit": 0}}}"#,
    "simulator.json:1:31: scheduler.order_types: has no weight above 0; give one of limit, market"),
  .init(
    "negative weight", #"{"scheduler": {"time_in_force": {"fillOrKill": -1}}}"#,
    "simulator.json:1:48: scheduler.time_in_force.fillOrKill: is -1; it must be at least 0"),
  .init(
    "unknown time in force", #"{"scheduler": {"time_in_force": {"goodTilCancel": 1}}}"#,
    """
    simulator.json:1:34: scheduler.time_in_force.goodTilCancel: is not a known key; did you mean \
    "goodTillCancel"?
    """),
  .init(
    "unknown strategy", #"{"scheduler": {"matching_strategy": "next"}}"#,
    """
    simulator.json:1:37: scheduler.matching_strategy: is "next"; it must be "sequential_next", \
    "any" or {"match_with": an account id}
    """),
  .init(
    "strategy without an account", #"{"scheduler": {"matching_strategy": {}}}"#,
    """
    simulator.json:1:37: scheduler.matching_strategy.match_with: is missing; it must be the id of \
    an account
    """),
  .init(
    "unknown counterparty",
    #"{"scheduler": {"matching_strategy": {"match_with": "test-account-11"}}}"#,
    """
    simulator.json:1:52: scheduler.matching_strategy.match_with: is "test-account-11", which is \
    not among the accounts; the first one is "test-account-1"
    """),
  .init(
    "counterparty left out",
    #"""
    {"account_filter": "t", "accounts": ["t1", "t2", "u"],
      "scheduler": {"matching_strategy": {"match_with": "u"}}}
    """#,
    """
    simulator.json:2:53: scheduler.matching_strategy.match_with: is "u", which account_filter \
    leaves out; choose an account that trades
    """),
]
