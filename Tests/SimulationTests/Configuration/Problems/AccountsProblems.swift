/// What can be wrong with `accounts` and `account_filter`.
let accountsProblems: [ProblemExample] = [
  .init(
    "accounts of a wrong type", #"{"accounts": 10}"#,
    """
    simulator.json:1:14: accounts: is 10; it must be an object with "count" and "prefix", or a \
    list of accounts
    """),
  .init(
    "negative number of accounts", #"{"accounts": {"count": -3}}"#,
    "simulator.json:1:24: accounts.count: is -3; it must be at least 2"),
  .init(
    "too many accounts", #"{"accounts": {"count": 10000001}}"#,
    "simulator.json:1:24: accounts.count: is 10000001; it must be at most 10000000"),
  .init(
    "one account generated", #"{"accounts": {"count": 1}}"#,
    "simulator.json:1:24: accounts.count: is 1; it must be at least 2"),
  .init(
    "no accounts listed", #"{"accounts": []}"#,
    """
    simulator.json:1:14: accounts: has 0 accounts; at least 2 are needed to trade with each other
    """),
  .init(
    "one account listed", #"{"accounts": ["a"]}"#,
    "simulator.json:1:14: accounts: has 1 account; at least 2 are needed to trade with each other"),
  .init(
    "account of a wrong type", #"{"accounts": ["a", "b", 3]}"#,
    """
    simulator.json:1:25: accounts[2]: is 3; it must be the id of an account, or an object with \
    "id" and "label"
    """),
  .init(
    "account without an id", #"{"accounts": ["a", {"label": "b"}]}"#,
    "simulator.json:1:20: accounts[1].id: is missing; it must be a string"),
  .init(
    "account with an unknown key", #"{"accounts": ["a", {"id": "b", "name": "b"}]}"#,
    "simulator.json:1:32: accounts[1].name: is not a known key; known are id, label"),
  .init(
    "empty account id", #"{"accounts": ["", "b"]}"#,
    "simulator.json:1:15: accounts[0]: is empty; it must have 1 to 64 bytes"),
  .init(
    "long account id",
    #"""
    {"accounts": ["a",
      "00000000001111111111222222222233333333334444444444555555555566666"]}
    """#,
    "simulator.json:2:3: accounts[1]: has 65 bytes; it must have 1 to 64"),
  .init(
    "label with a control character", #"{"accounts": ["a", {"id": "b", "label": "\u0085"}]}"#,
    """
    simulator.json:1:41: accounts[1].label: is "\\u{0085}", with the control character U+0085; \
    leave it out
    """),
  .init(
    "control character in an account id", #"{"accounts": ["a", "b\tc"]}"#,
    """
    simulator.json:1:20: accounts[1]: is "b\\tc", with the control character U+0009; leave it out
    """),
  .init(
    "account twice", #"{"accounts": ["a", "b", {"id": "a"}]}"#,
    "simulator.json:1:32: accounts[2].id: is \"a\" again; the ids of accounts must differ"),
  .init(
    "long prefix",
    #"{"accounts": {"prefix": "000000000011111111112222222222333333333344444444445555555555666"}}"#,
    "simulator.json:1:25: accounts.prefix: has 63 bytes; it must have 1 to 61"),
  .init(
    "empty prefix", #"{"accounts": {"prefix": ""}}"#,
    "simulator.json:1:25: accounts.prefix: is empty; it must have 1 to 61 bytes"),
  .init(
    "filter without match", #"{"account_filter": "prod"}"#,
    """
    simulator.json:1:20: account_filter: is "prod", the beginning of 0 of 10 labels; at least 2 \
    accounts are needed to trade with each other
    """),
  .init(
    "filter with one match", #"{"account_filter": "test-account-10"}"#,
    """
    simulator.json:1:20: account_filter: is "test-account-10", the beginning of 1 of 10 labels; \
    at least 2 accounts are needed to trade with each other
    """),
  .init(
    "filter of a wrong type", #"{"account_filter": 3}"#,
    "simulator.json:1:20: account_filter: is 3; it must be a string, or null for all accounts"),
]
