internal import Domain
internal import JSONText

extension ConfigurationReader {
  /// Reads `budget`. Entries for accounts that the filter leaves out are checked and dropped.
  mutating func budget(
    _ root: ConfigurationValue, accounts: AccountList, assets: AssetList
  ) -> BudgetConfiguration {
    let value = root["budget"]
    var result = BudgetConfiguration.standard
    guard checkObject(value, keys: ConfigurationKeys.budget) else { return result }
    result.recycleProceeds = flag(value["recycle_proceeds"], default: result.recycleProceeds)
    let entriesValue = value["budgets"]
    guard entriesValue.isPresent else {
      checkAmount(entriesValue, result.entries[0].amount, of: nil, accounts, assets)
      return result
    }
    guard entriesValue.isList else {
      reportType(entriesValue, "a list of budgets")
      return result
    }
    let elements = entriesValue.elements
    if elements.isEmpty {
      report(entriesValue, "is empty; without a budget nobody can trade, give at least one")
    }
    result.entries = readEntries(elements, accounts, assets)
    return result
  }

  private mutating func readEntries(
    _ elements: [ConfigurationValue], _ accounts: AccountList, _ assets: AssetList
  ) -> [BudgetEntry] {
    var positions: [[String?]: Int] = [:]
    var entries: [BudgetEntry] = []
    for (position, element) in elements.enumerated() {
      guard checkObject(element, keys: ConfigurationKeys.budgetEntry) else { continue }
      let account = optionalID(element["account_id"], "the id of an account, or null for all")
      let asset = optionalID(element["asset_id"], "the id of an asset, or null for all")
      if let account, let asset,
        let earlier = positions.updateValue(position, forKey: [account, asset])
      {
        report(
          element,
          "is for the same account and asset as budget.budgets[\(earlier)]; keep one of them")
      }
      if let entry = readEntry(element, account, asset, accounts, assets) { entries.append(entry) }
    }
    return entries.sorted { $0.key < $1.key }
  }

  /// The entry; nil when it is wrong or for an account that does not trade.
  private mutating func readEntry(
    _ value: ConfigurationValue, _ accountID: String??, _ assetID: String??,
    _ accounts: AccountList, _ assets: AssetList
  ) -> BudgetEntry? {
    let amountValue = value["amount"]
    let amount = notNegative(amountValue)
    var isForTrader = true
    var account: AccountIndex?
    if let id = accountID ?? nil {
      switch accounts.find(id) {
      case .found(let index): account = index
      case .leftOut: isForTrader = false
      case .unknown:
        isForTrader = false
        reportUnknownAccount(value["account_id"], id, accounts)
      }
    }
    let asset = (assetID ?? nil).flatMap { assets.entries[$0]?.index }
    if let id = assetID ?? nil, asset == nil {
      if assets.hasAllIDs { report(value["asset_id"], assets.unknown(id)) }
      return nil
    }
    guard let amount, accountID != nil, assetID != nil else { return nil }
    checkAmount(amountValue, amount, of: asset, accounts, assets)
    return isForTrader ? BudgetEntry(account: account, asset: asset, amount: amount) : nil
  }

  /// An id; `.some(nil)` for null or absent, nil when it is of the wrong type.
  private mutating func optionalID(_ value: ConfigurationValue, _ wanted: String) -> String?? {
    guard !value.isAbsentOrNull else { return .some(nil) }
    return text(value, wanted).map { .some($0) }
  }

  /// A required decimal number of at least 0.
  private mutating func notNegative(_ value: ConfigurationValue) -> ExactDecimal? {
    if !value.isPresent { reportType(value, "a number") }
    guard let amount = decimal(value) else { return nil }
    guard amount.significand >= 0 else {
      report(value, "is \(amount); it must be at least 0")
      return nil
    }
    return amount
  }

  /// Checks that `amount` is exact in every asset meant, and not too large to add up.
  private mutating func checkAmount(
    _ value: ConfigurationValue, _ amount: ExactDecimal, of asset: AssetIndex?,
    _ accounts: AccountList, _ assets: AssetList
  ) {
    let meant = assets.assets(meantBy: asset)
    guard let coarsest = meant.min(by: { $0.decimals < $1.decimals }),
      let finest = meant.max(by: { $0.decimals < $1.decimals })
    else { return }
    if amount.scale > coarsest.decimals {
      report(
        value,
        "is \(amount), with \(amount.scale) decimals; \(coarsest.id) has \(coarsest.decimals)")
      return
    }
    let limit = ConfigurationLimits.minorUnitsMax / Int128(max(1, accounts.accounts.count))
    let units = amount.wholeUnits(scale: finest.decimals)
    if units.map({ $0 > limit }) ?? true {
      let most = Amount(minorUnits: limit).text(decimals: finest.decimals)
      report(value, "is \(amount), too large; at most \(most) \(finest.id) per account fit")
    }
  }
}

extension AssetList {
  /// The asset at `index`, or all; without those that are wrong.
  fileprivate func assets(meantBy index: AssetIndex?) -> [Asset] {
    (index.map { [assets[$0.position]] } ?? assets).compactMap(\.self)
  }
}

extension BudgetConfiguration {
  /// The values of everything that is absent.
  static let standard = BudgetConfiguration(
    entries: [
      BudgetEntry(account: nil, asset: nil, amount: ExactDecimal(significand: 10_000, scale: 0))
    ],
    recycleProceeds: true)
}
