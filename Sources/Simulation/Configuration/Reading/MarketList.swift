internal import Domain

/// The markets as far as they could be read, for the sections that refer to them.
struct MarketList {
  /// The markets that are right and that the filter admits.
  var markets: [Market] = []
  /// The ids to use, in the order given; nil means all.
  var filter: [String]?
  /// Every id that could be read, with its position in the file.
  fileprivate var ids: [String: Int] = [:]
  /// False when an id could not be read: then an unknown id may be a consequence.
  fileprivate var hasAllIDs = true
  /// False when a market is wrong: then what is missing may be a consequence.
  fileprivate var isComplete = true
}

extension ConfigurationReader {
  /// Reads `markets` and `market_filter`.
  mutating func markets(_ root: ConfigurationValue, assets: AssetList) -> MarketList {
    let value = root["markets"].orBuiltIn(BuiltIn.markets)
    var list = MarketList()
    if !value.isList {
      reportType(value, "a list of markets")
      list.isComplete = false
      list.hasAllIDs = false
    }
    for (position, element) in value.elements.enumerated() {
      if let market = readMarket(element, at: position, assets: assets, into: &list) {
        list.markets.append(market)
      } else {
        list.isComplete = false
      }
    }
    let filterValue = root["market_filter"]
    applyFilter(filterValue, to: &list)
    if list.isComplete && !list.markets.contains(where: { $0.status == .active }) {
      report(
        list.filter == nil ? value : filterValue,
        "has no active market; at least one is needed to trade")
    }
    return list
  }

  private mutating func readMarket(
    _ value: ConfigurationValue, at position: Int, assets: AssetList, into list: inout MarketList
  ) -> Market? {
    guard checkObject(value, keys: ConfigurationKeys.market) else {
      list.hasAllIDs = false
      return nil
    }
    let base = readAssetID(value["base"], assets)
    let quote = readAssetID(value["quote"], assets)
    let id = readMarketID(value, base: base, quote: quote)
    if id == nil { list.hasAllIDs = false }
    let isNew = id.map { checkIsNew($0, value, at: position, in: &list.ids) } ?? false
    let tickSize = requiredPositive(value["tick_size"])
    let lotSize = requiredPositive(value["lot_size"])
    let referencePrice = requiredPositive(value["reference_price"])
    let status = choice(value["status"], default: MarketStatus.active, name: \.rawValue)
    let regulation = readRegulation(value)
    guard let base = find(base, assets), let quote = find(quote, assets), let id, isNew,
      let tickSize, let lotSize, let referencePrice, let regulation
    else { return nil }
    do throws(MarketError) {
      return try Market(
        id: id, base: base.index, baseDecimals: base.decimals, quote: quote.index,
        quoteDecimals: quote.decimals, tickSize: tickSize, lotSize: lotSize,
        referencePrice: referencePrice, status: status, regulation: regulation)
    } catch {
      report(value[error.key], error.description)
      if case .referenceOffTick = error { return nil }
      checkReference(value["reference_price"], referencePrice, tickSize: tickSize)
      return nil
    }
  }

  /// Complains about a reference price off the ticks of a market that is wrong otherwise too.
  private mutating func checkReference(
    _ value: ConfigurationValue, _ price: ExactDecimal, tickSize: ExactDecimal
  ) {
    do throws(MarketError) {
      _ = try Market.ticks(of: price, tickSize: tickSize)
    } catch {
      report(value, error.description)
    }
  }

  private mutating func readAssetID(
    _ value: ConfigurationValue, _ assets: AssetList
  ) -> String? {
    guard let id = text(value, "the id of an asset") else { return nil }
    if assets.entries[id] == nil && assets.hasAllIDs {
      report(value, assets.unknown(id) + (value.isBuiltIn ? ", or give \"markets\"" : ""))
    }
    return id
  }

  private func find(
    _ id: String?, _ assets: AssetList
  ) -> (index: AssetIndex, decimals: Int)? {
    guard let id, let entry = assets.entries[id], let decimals = entry.decimals else { return nil }
    return (entry.index, decimals)
  }

  /// The id as given, or `BASE/QUOTE`.
  private mutating func readMarketID(
    _ value: ConfigurationValue, base: String?, quote: String?
  ) -> String? {
    if value["id"].isPresent { return id(value["id"]) }
    guard let base, let quote else { return nil }
    let pair = "\(base)/\(quote)"
    guard pair.utf8.count <= ConfigurationLimits.idBytesMax else {
      report(
        value["id"],
        "is missing, and \(Shown.quoted(pair)) is too long; give an id of at most "
          + "\(ConfigurationLimits.idBytesMax) bytes")
      return nil
    }
    return pair
  }

  private mutating func checkIsNew(
    _ id: String, _ value: ConfigurationValue, at position: Int, in ids: inout [String: Int]
  ) -> Bool {
    guard let earlier = ids[id] else {
      ids[id] = position
      return true
    }
    let idValue = value["id"]
    report(
      idValue,
      "is \(Shown.quoted(id))\(idValue.isPresent ? "" : " (the default)"), the id of "
        + "markets[\(earlier)] too; ids must differ")
    return false
  }

  private mutating func requiredPositive(_ value: ConfigurationValue) -> ExactDecimal? {
    if !value.isPresent { reportType(value, "a number") }
    return positive(value)
  }

  /// The regulation, or nil when it is wrong.
  private mutating func readRegulation(_ value: ConfigurationValue) -> Regulation? {
    let band = value["band"]
    let kind = choice(
      value["regulation"], default: RegulationKind.regulated, name: \.rawValue)
    if kind == .unregulated {
      if band.isPresent {
        report(band, "is given for an unregulated market; leave it out or regulate the market")
      }
      return .unregulated
    }
    guard band.isPresent else { return .regulated(band: Regulation.bandDefault) }
    return fractionBelowOne(band).map { fraction in
      let isDefault = fraction.isEqual(to: Regulation.bandDefault)
      return .regulated(band: isDefault ? Regulation.bandDefault : fraction)
    }
  }

  /// Leaves only the markets that `market_filter` names.
  private mutating func applyFilter(_ value: ConfigurationValue, to list: inout MarketList) {
    guard !value.isAbsentOrNull else { return }
    guard value.isList else {
      reportType(value, "a list of market ids, or null for all")
      list.isComplete = false
      return
    }
    var wanted: [String] = []
    var admitted: Set<String> = []
    for element in value.elements {
      guard let id = text(element, "the id of a market") else {
        list.isComplete = false
        continue
      }
      if list.ids[id] == nil {
        if list.hasAllIDs { report(element, unknownMarket(id, in: list)) }
        list.isComplete = false
      } else if admitted.insert(id).inserted {
        wanted.append(id)
      }
    }
    if value.elements.isEmpty {
      report(value, "is empty; name at least one market, or write null for all")
      list.isComplete = false
    }
    list.filter = wanted
    list.markets.removeAll { !admitted.contains($0.id) }
  }

  private func unknownMarket(_ id: String, in list: MarketList) -> String {
    let known = list.ids.sorted { $0.value < $1.value }.map(\.key)
    let shown = known.prefix(10).joined(separator: ", ") + (known.count > 10 ? " ..." : "")
    return "is \(Shown.quoted(id)), which is not among the markets (\(shown))"
  }
}

/// The two kinds of `Regulation`, as written.
private enum RegulationKind: String, CaseIterable {
  case regulated
  case unregulated
}
