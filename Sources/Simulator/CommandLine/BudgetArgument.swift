import Domain

/// One `--budget [ACCOUNT:][ASSET=]AMOUNT`.
struct BudgetArgument: Equatable, Sendable {
  /// Who may spend it; nil means every account.
  let account: String?
  /// What may be spent; nil means every asset.
  let asset: String?
  /// How much, exactly as given.
  let amount: ExactDecimal

  /// Reads one; nil when the text is something else. An account's id may hold colons and equals
  /// signs itself: the last colon, and the last equals sign behind it, divide.
  init?(parsing text: String) {
    var rest = text[...]
    var account: Substring?
    if let colon = rest.lastIndex(of: ":") {
      account = rest[..<colon]
      rest = rest[rest.index(after: colon)...]
    }
    var asset: Substring?
    if let equals = rest.lastIndex(of: "=") {
      asset = rest[..<equals]
      rest = rest[rest.index(after: equals)...]
    }
    guard account?.isEmpty != true, asset?.isEmpty != true,
      let amount = try? ExactDecimal(parsing: rest)
    else { return nil }
    self.account = account.map { String($0) }
    self.asset = asset.map { String($0) }
    self.amount = amount
  }
}
