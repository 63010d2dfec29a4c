/// What can be wrong with `markets` and `market_filter`.
let marketsProblems: [ProblemExample] = [
  .init(
    "markets of a wrong type", #"{"markets": {}}"#,
    "simulator.json:1:13: markets: is an object; it must be a list of markets"),
  .init(
    "no markets", #"{"markets": []}"#,
    "simulator.json:1:13: markets: has no active market; at least one is needed to trade"),
  .init(
    "market of a wrong type", #"{"markets": ["BTC/USD"]}"#,
    "simulator.json:1:14: markets[0]: is \"BTC/USD\"; it must be an object"),
  .init(
    "empty market", #"{"markets": [{}]}"#,
    """
    simulator.json:1:14: markets[0].base: is missing; it must be the id of an asset
    simulator.json:1:14: markets[0].quote: is missing; it must be the id of an asset
    simulator.json:1:14: markets[0].tick_size: is missing; it must be a number
    simulator.json:1:14: markets[0].lot_size: is missing; it must be a number
    simulator.json:1:14: markets[0].reference_price: is missing; it must be a number
    """),
  .init(
    "unknown asset among the built-in",
    #"""
    {"markets": [{"base": "BTC", "quote": "EUR", "tick_size": 1, "lot_size": 1,
      "reference_price": 5}]}
    """#,
    """
    simulator.json:1:39: markets[0].quote: is "EUR", which is not among the built-in assets (BTC, \
    ETH, USD); give it in "assets"
    """),
  .init(
    "unknown asset among the given",
    #"""
    {"assets": [{"id": "EUR", "decimals": 2}], "markets": [{"base": "X", "quote": "EUR",
      "tick_size": 1, "lot_size": 1, "reference_price": 5}]}
    """#,
    """
    simulator.json:1:65: markets[0].base: is "X", which is not among the assets (EUR); add it \
    there
    """),
  .init(
    "same assets",
    #"""
    {"markets": [{"base": "BTC", "quote": "BTC", "tick_size": 1, "lot_size": 1,
      "reference_price": 5}]}
    """#,
    """
    simulator.json:1:39: markets[0].quote: is the same asset as the base; a market needs two \
    different assets
    """),
  .init(
    "zero tick",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 0, "lot_size": 1,
      "reference_price": 5}]}
    """#,
    "simulator.json:1:59: markets[0].tick_size: is 0; it must be greater than 0"),
  .init(
    "tick with many decimals",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 0.0000000000000000001,
      "lot_size": 1, "reference_price": 5}]}
    """#,
    """
    simulator.json:1:59: markets[0].tick_size: is 0.0000000000000000001, with 19 decimals; use at \
    most 18
    """),
  .init(
    "price with many digits",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 1, "lot_size": 1,
      "reference_price": 1e18}]}
    """#,
    """
    simulator.json:2:22: markets[0].reference_price: is 1000000000000000000; it must have at most \
    18 digits
    """),
  .init(
    "lot finer than the base",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 1, "lot_size": 0.000000001,
      "reference_price": 5}]}
    """#,
    """
    simulator.json:1:74: markets[0].lot_size: is 0.000000001, which is not a whole number of the \
    base asset's minor units (10^-8); use at most 8 decimals
    """),
  .init(
    "tick and lot finer than the quote",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 0.01, "lot_size": 0.00001,
      "reference_price": 5}]}
    """#,
    """
    simulator.json:1:59: markets[0].tick_size: tick 0.01 x lot 0.00001 is not a whole number of \
    quote minor units (10^-6); use a larger tick or lot, or more decimals for the quote asset
    """),
  .init(
    "reference off tick",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 0.02, "lot_size": 1,
      "reference_price": 5.01}]}
    """#,
    """
    simulator.json:2:22: markets[0].reference_price: is 5.01, which is not a whole number of \
    ticks of 0.02
    """),
  .init(
    "lot and reference price wrong",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 0.02, "lot_size": 0.000000001,
      "reference_price": 5.01}]}
    """#,
    """
    simulator.json:1:77: markets[0].lot_size: is 0.000000001, which is not a whole number of the \
    base asset's minor units (10^-8); use at most 8 decimals
    simulator.json:2:22: markets[0].reference_price: is 5.01, which is not a whole number of \
    ticks of 0.02
    """),
  .init(
    "band of one",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 1, "lot_size": 1,
      "reference_price": 5, "band": 1}]}
    """#,
    "simulator.json:2:33: markets[0].band: is 1; it must be at least 0 and less than 1"),
  .init(
    "negative band",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 1, "lot_size": 1,
      "reference_price": 5, "band": "-0.1"}]}
    """#,
    "simulator.json:2:33: markets[0].band: is -0.1; it must be at least 0 and less than 1"),
  .init(
    "band without regulation",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 1, "lot_size": 1,
      "reference_price": 5, "regulation": "unregulated", "band": 0.1}]}
    """#,
    """
    simulator.json:2:62: markets[0].band: is given for an unregulated market; leave it out or \
    regulate the market
    """),
  .init(
    "unknown status",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 1, "lot_size": 1,
      "reference_price": 5, "status": "closed"}]}
    """#,
    """
    simulator.json:2:35: markets[0].status: is "closed"; it must be one of "active", "suspended"
    """),
  .init(
    "same pair under one id",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 1, "lot_size": 1,
      "reference_price": 5}, {"base": "BTC", "quote": "USD", "tick_size": 1,
      "lot_size": 1, "reference_price": 6}]}
    """#,
    """
    simulator.json:2:26: markets[1].id: is "BTC/USD" (the default), the id of markets[0] too; ids \
    must differ
    """),
  .init(
    "market id twice",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 1, "lot_size": 1,
      "reference_price": 5}, {"id": "BTC/USD", "base": "ETH", "quote": "USD",
      "tick_size": 1, "lot_size": 1, "reference_price": 6}]}
    """#,
    """
    simulator.json:2:33: markets[1].id: is "BTC/USD", the id of markets[0] too; ids must differ
    """),
  .init(
    "no active market",
    #"""
    {"markets": [{"base": "BTC", "quote": "USD", "tick_size": 1, "lot_size": 1,
      "reference_price": 5, "status": "suspended"}]}
    """#,
    "simulator.json:1:13: markets: has no active market; at least one is needed to trade"),
  .init(
    "filter with an unknown market", #"{"market_filter": ["XRP/USD", "BTC/USD", "A"]}"#,
    """
    simulator.json:1:20: market_filter[0]: is "XRP/USD", which is not among the markets (BTC/USD, \
    ETH/USD)
    simulator.json:1:42: market_filter[2]: is "A", which is not among the markets (BTC/USD, \
    ETH/USD)
    """),
  .init(
    "filter of no markets", #"{"market_filter": []}"#,
    """
    simulator.json:1:19: market_filter: is empty; name at least one market, or write null for all
    """),
  .init(
    "market filter of a wrong type", #"{"market_filter": "BTC/USD"}"#,
    """
    simulator.json:1:19: market_filter: is "BTC/USD"; it must be a list of market ids, or null \
    for all
    """),
]
