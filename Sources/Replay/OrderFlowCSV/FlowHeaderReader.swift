import Domain
import Platform

/// Reads the head of an order flow: its schema, its terms, and the line of column names.
struct FlowHeaderReader: ~Copyable {
  private var rows: RowReader
  private var terms = FlowTerms(
    assets: [], markets: [], accounts: [], deposits: [], recyclesProceeds: true,
    selfTradePrevention: .cancelTaker)
  private var accounts: [String: AccountIndex] = [:]
  private var deposited: Set<FlowTerms.Deposit> = []
  private var totals: [AssetIndex: Int128] = [:]

  init(rows: consuming RowReader) { self.rows = rows }

  /// The rest of the file, from the first row on.
  consuming func finished() -> RowReader { rows }

  /// Reads up to the first row.
  mutating func read() throws(FlowError) -> FlowTerms {
    var isFirst = true
    while try beginRow() {
      do throws(FieldFault) {
        if isFirst {
          try readSchema()
        } else if rows.take(Byte.hash) {
          try readTerm()
        } else {
          try readColumns()
          return terms
        }
        if rows.isTooLong { throw rows.fault("a line of at most 65,536 bytes") }
        isFirst = false
      } catch {
        throw .row(rows.error(error))
      }
    }
    throw .file(
      isFirst
        ? "\(rows.name) is empty; an order flow begins with #\(FlowFormat.schema)"
        : "\(rows.name) ends before the line of column names")
  }

  private mutating func beginRow() throws(FlowError) -> Bool {
    do throws(StreamError) {
      return try rows.beginRow()
    } catch {
      throw .stream(error)
    }
  }

  private mutating func readSchema() throws(FieldFault) {
    let place = rows.offset
    guard rows.take(Byte.hash), rows.string(rows.text()) == FlowFormat.schema else {
      throw rows.fault(at: place, "#simulator.order_flow/1, the format's name and version")
    }
    try rows.endRow()
  }

  private mutating func readColumns() throws(FieldFault) {
    for (place, column) in FlowFormat.columns.enumerated() {
      if place > 0 { try rows.comma() }
      let start = rows.offset
      guard try rows.stringField() == column else {
        throw FieldFault(offset: start, expected: "the column name \(column)")
      }
    }
    try rows.endRow()
  }

  private mutating func readTerm() throws(FieldFault) {
    let place = rows.offset
    guard let term = FlowFormat.Term(rawValue: try rows.stringField()) else {
      let words = FlowFormat.Term.allCases.map(\.rawValue).joined(separator: ", ")
      throw FieldFault(offset: place, expected: "one of \(words)")
    }
    try rows.comma()
    switch term {
    case .asset: try readAsset()
    case .market: try readMarket()
    case .account: try readAccount()
    case .deposit: try readDeposit()
    case .recycleProceeds:
      terms.recyclesProceeds = try choice([true, false], "true or false") { String($0) }
    case .selfTradePrevention:
      terms.selfTradePrevention = try choice(
        SelfTradePrevention.allCases, "cancelTaker, cancelMaker or cancelBoth", \.name)
    }
    try rows.endRow()
  }

  private mutating func readAsset() throws(FieldFault) {
    let place = rows.offset
    let id = try rows.stringField()
    guard !id.isEmpty, !terms.assets.contains(where: { $0.id == id }) else {
      throw rows.fault(at: place, "the id of an asset that was not stated before")
    }
    try rows.comma()
    let decimalsPlace = rows.offset
    let decimals = try rows.digits("the asset's decimals, 0 to 18")
    guard decimals <= Asset.decimalsMax else {
      throw rows.fault(at: decimalsPlace, "the asset's decimals, 0 to 18")
    }
    terms.assets.append(Asset(id: id, decimals: Int(decimals)))
  }

  private mutating func readAccount() throws(FieldFault) {
    let place = rows.offset
    let id = try rows.stringField()
    guard !id.isEmpty, accounts[id] == nil else {
      throw rows.fault(at: place, "the id of an account that was not stated before")
    }
    accounts[id] = AccountIndex(terms.accounts.count)
    terms.accounts.append(id)
  }

  private mutating func readDeposit() throws(FieldFault) {
    let place = rows.offset
    guard let account = accounts[try rows.stringField()] else {
      throw rows.fault(at: place, "an account that was stated above")
    }
    try rows.comma()
    let asset = try asset()
    try rows.comma()
    let amountPlace = rows.offset
    let decimals = terms.assets[asset.position].decimals
    let amount = try decimal("the amount, a decimal number")
    guard let units = amount.wholeUnits(scale: decimals), units >= 0, units <= Self.totalMax,
      case let total = totals[asset, default: 0] + units, total <= Self.totalMax
    else {
      throw FieldFault(
        offset: amountPlace,
        expected: "an amount of at most \(decimals) decimals, not negative, all deposits of the "
          + "asset together at most 10^37 minor units")
    }
    totals[asset] = total
    let key = FlowTerms.Deposit(account: account, asset: asset, amount: .zero)
    guard deposited.insert(key).inserted else {
      throw rows.fault(at: place, "an account and asset without a deposit above")
    }
    terms.deposits.append(
      FlowTerms.Deposit(account: account, asset: asset, amount: Amount(minorUnits: units)))
  }

  /// What all accounts together may have of an asset: sums of a few such amounts fit into 128 bits.
  private static let totalMax: Int128 = 10_000_000_000_000_000_000_000_000_000_000_000_000

  private mutating func readMarket() throws(FieldFault) {
    let place = rows.offset
    let id = try rows.stringField()
    guard !id.isEmpty, !terms.markets.contains(where: { $0.id == id }) else {
      throw rows.fault(at: place, "the id of a market that was not stated before")
    }
    try rows.comma()
    let base = try asset()
    try rows.comma()
    let quote = try asset()
    try rows.comma()
    let tick = try unit("the tick size")
    try rows.comma()
    let lot = try unit("the lot size")
    try rows.comma()
    let reference = try decimal("the reference price, a decimal number")
    try rows.comma()
    let status = try choice(MarketStatus.allCases, "active or suspended", \.rawValue)
    try rows.comma()
    let regulation = try regulation()
    do throws(MarketError) {
      terms.markets.append(
        try Market(
          id: id, base: base, baseDecimals: terms.assets[base.position].decimals, quote: quote,
          quoteDecimals: terms.assets[quote.position].decimals, tickSize: tick, lotSize: lot,
          referencePrice: reference, status: status, regulation: regulation))
    } catch {
      throw FieldFault(offset: place, expected: "a possible market: \(error)")
    }
  }

  private mutating func regulation() throws(FieldFault) -> Regulation {
    let place = rows.offset
    let text = try rows.stringField()
    if text == FlowFormat.unregulated { return .unregulated }
    guard let band = try? ExactDecimal(parsing: text) else {
      throw rows.fault(at: place, "the price band, a fraction, or unregulated")
    }
    return .regulated(band: band)
  }

  private mutating func asset() throws(FieldFault) -> AssetIndex {
    let place = rows.offset
    let id = try rows.stringField()
    guard let position = terms.assets.firstIndex(where: { $0.id == id }) else {
      throw rows.fault(at: place, "an asset that was stated above")
    }
    return AssetIndex(position)
  }

  private mutating func unit(_ what: String) throws(FieldFault) -> ExactDecimal {
    let place = rows.offset
    let expected = "\(what), a decimal number of at most 18 digits"
    guard let unit = try? ExactDecimal(parsing: try rows.stringField()), FlowUnit.canHold(unit)
    else { throw FieldFault(offset: place, expected: expected) }
    return unit
  }

  private mutating func decimal(_ expected: StaticString) throws(FieldFault) -> ExactDecimal {
    let place = rows.offset
    guard let number = try? ExactDecimal(parsing: try rows.stringField()) else {
      throw rows.fault(at: place, expected)
    }
    return number
  }

  private mutating func choice<Value>(
    _ values: [Value], _ expected: StaticString, _ name: (Value) -> String
  ) throws(FieldFault) -> Value {
    let place = rows.offset
    let text = try rows.stringField()
    guard let value = values.first(where: { name($0) == text }) else {
      throw rows.fault(at: place, expected)
    }
    return value
  }
}
