/// What can be wrong with `budget`.
let budgetProblems: [ProblemExample] = [
  .init(
    "budgets of a wrong type", #"{"budget": {"budgets": 10000}}"#,
    "simulator.json:1:24: budget.budgets: is 10000; it must be a list of budgets"),
  .init(
    "no budgets", #"{"budget": {"budgets": []}}"#,
    """
    simulator.json:1:24: budget.budgets: is empty; without a budget nobody can trade, give at \
    least one
    """),
  .init(
    "budget without an amount", #"{"budget": {"budgets": [{"asset_id": "USD"}]}}"#,
    "simulator.json:1:25: budget.budgets[0].amount: is missing; it must be a number"),
  .init(
    "negative budget", #"{"budget": {"budgets": [{"amount": -1}]}}"#,
    "simulator.json:1:36: budget.budgets[0].amount: is -1; it must be at least 0"),
  .init(
    "budget finer than its asset",
    #"""
    {"budget": {"budgets": [{"asset_id": "USD", "amount": 0.0000001}, {"asset_id": "BTC",
      "amount": 0.0000001}]}}
    """#,
    "simulator.json:1:55: budget.budgets[0].amount: is 0.0000001, with 7 decimals; USD has 6"),
  .init(
    "budget finer than one of all assets", #"{"budget": {"budgets": [{"amount": 0.0000001}]}}"#,
    "simulator.json:1:36: budget.budgets[0].amount: is 0.0000001, with 7 decimals; USD has 6"),
  .init(
    "budget too large", #"{"budget": {"budgets": [{"asset_id": "USD", "amount": 1e37}]}}"#,
    """
    simulator.json:1:55: budget.budgets[0].amount: is 10000000000000000000000000000000000000, too \
    large; at most 4253529586511730793292182592897.102643 USD per account fit
    """),
  .init(
    "budget twice",
    #"""
    {"budget": {"budgets": [{"asset_id": "USD", "amount": 1}, {"amount": 1},
      {"account_id": null, "asset_id": "USD", "amount": 2}]}}
    """#,
    """
    simulator.json:2:3: budget.budgets[2]: is for the same account and asset as \
    budget.budgets[0]; keep one of them
    """),
  .init(
    "budget of an unknown asset", #"{"budget": {"budgets": [{"asset_id": "EUR", "amount": 1}]}}"#,
    """
    simulator.json:1:38: budget.budgets[0].asset_id: is "EUR", which is not among the built-in \
    assets (BTC, ETH, USD); give it in "assets"
    """),
  .init(
    "budget of an unknown account",
    #"{"budget": {"budgets": [{"account_id": "test-account-011", "amount": 1}]}}"#,
    """
    simulator.json:1:40: budget.budgets[0].account_id: is "test-account-011", which is not among \
    the accounts; the first one is "test-account-1"
    """),
  .init(
    "budget id of a wrong type", #"{"budget": {"budgets": [{"account_id": 7, "amount": 1}]}}"#,
    """
    simulator.json:1:40: budget.budgets[0].account_id: is 7; it must be the id of an account, or \
    null for all
    """),
  .init(
    "budget too large for many accounts",
    #"""
    {"accounts": {"count": 1000}, "budget": {"budgets": [{"amount": 1e17}]},
      "assets": [{"id": "BTC", "decimals": 8}, {"id": "ETH", "decimals": 18},
      {"id": "USD", "decimals": 6}]}
    """#,
    """
    simulator.json:1:65: budget.budgets[0].amount: is 100000000000000000, too large; at most \
    42535295865117307.932921825928971026 ETH per account fit
    """),
]
