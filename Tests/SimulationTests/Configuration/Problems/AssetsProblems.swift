/// What can be wrong with `assets`.
let assetsProblems: [ProblemExample] = [
  .init(
    "assets of a wrong type", #"{"assets": "USD"}"#,
    "simulator.json:1:12: assets: is \"USD\"; it must be a list of assets"),
  .init(
    "asset of a wrong type", #"{"assets": ["BTC"]}"#,
    "simulator.json:1:13: assets[0]: is \"BTC\"; it must be an object"),
  .init(
    "asset without decimals",
    #"""
    {"assets": [{"id": "BTC"}, {"id": "ETH", "decimals": 8}, {"id": "USD",
      "decimals": 6}]}
    """#,
    "simulator.json:1:13: assets[0].decimals: is missing; it must be a whole number"),
  .init(
    "too many decimals of an asset",
    #"""
    {"assets": [{"id": "BTC", "decimals": 19}, {"id": "ETH", "decimals": 8}, {"id": "USD",
      "decimals": 6}]}
    """#,
    "simulator.json:1:39: assets[0].decimals: is 19; it must be at most 18"),
  .init(
    "asset twice",
    #"""
    {"assets": [{"id": "BTC", "decimals": 8}, {"id": "ETH", "decimals": 8}, {"id": "USD",
      "decimals": 6}, {"id": "BTC", "decimals": 2}]}
    """#,
    "simulator.json:2:26: assets[3].id: is \"BTC\", the id of assets[0] too; ids must differ"),
  .init(
    "assets that the built-in markets lack",
    #"{"assets": [{"id": "USD", "decimals": 6}, {"id": "BTC", "decimals": 8}]}"#,
    """
    markets[1].base (built-in): is "ETH", which is not among the assets (USD, BTC); add it there, \
    or give "markets"
    """),
  .init(
    "assets too coarse for the built-in markets",
    #"""
    {"assets": [{"id": "USD", "decimals": 2}, {"id": "BTC", "decimals": 8}, {"id": "ETH",
      "decimals": 8}]}
    """#,
    """
    markets[0].tick_size (built-in): tick 0.01 x lot 0.0001 is not a whole number of quote minor \
    units (10^-2); use a larger tick or lot, or more decimals for the quote asset
    markets[1].tick_size (built-in): tick 0.01 x lot 0.001 is not a whole number of quote minor \
    units (10^-2); use a larger tick or lot, or more decimals for the quote asset
    """),
]
