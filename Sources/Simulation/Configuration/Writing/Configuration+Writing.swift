internal import Domain
public import JSONText

extension Configuration {
  /// Writes the complete effective configuration, in the schema that `read` reads.
  ///
  /// Reading it again gives an equal configuration. Generated accounts are written as count and
  /// prefix; markets and accounts that a filter left out are gone.
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("seed", seed)
    if !load.isContinuous { writer.member("iterations", iterations) }
    writer.member("state_dir", stateDirectory)
    writeAccounts(to: &writer)
    writer.key("assets")
    writer.beginArray()
    for asset in assets {
      writer.beginObject()
      writer.member("id", asset.id)
      writer.member("decimals", UInt64(asset.decimals))
      writer.endObject()
    }
    writer.endArray()
    writeMarkets(to: &writer)
    writer.key("venue")
    writer.beginObject()
    writer.member("type", venue.type.rawValue)
    writer.member("self_trade_prevention", venue.selfTradePrevention.name)
    if venue.type.isOutside { venue.database.write(to: &writer, venue.type) }
    writer.endObject()
    writer.key("scheduler")
    scheduler.write(to: &writer, accounts: accounts)
    writer.key("processor")
    processor.write(to: &writer)
    if load != .sequential {
      writer.key("load")
      load.write(to: &writer)
    }
    writeBudget(to: &writer)
    if let faults {
      writer.key("faults")
      faults.write(to: &writer)
    }
    if !thresholds.isEmpty {
      writer.key("thresholds")
      writer.write(thresholds)
    }
    writer.endObject()
  }

  private func writeAccounts(to writer: inout JSONWriter) {
    writer.key("accounts")
    switch accountSource {
    case .generated(let count, let prefix):
      writer.beginObject()
      writer.member("count", UInt64(count))
      writer.member("prefix", prefix)
      writer.endObject()
    case .listed:
      writer.beginArray()
      for account in accounts {
        guard account.label != account.id else {
          writer.string(account.id)
          continue
        }
        writer.beginObject()
        writer.member("id", account.id)
        writer.member("label", account.label)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.key("account_filter")
    writer.stringOrNull(accountFilter)
  }

  private func writeMarkets(to writer: inout JSONWriter) {
    writer.key("markets")
    writer.beginArray()
    for market in markets {
      writer.beginObject()
      writer.member("id", market.id)
      writer.member("base", assets[market.base.position].id)
      writer.member("quote", assets[market.quote.position].id)
      writer.member("tick_size", market.tickSize)
      writer.member("lot_size", market.lotSize)
      writer.key("reference_price")
      writer.number(market.text(market.referencePrice))
      writer.member("status", market.status.rawValue)
      switch market.regulation {
      case .unregulated: writer.member("regulation", "unregulated")
      case .regulated(let band):
        writer.member("regulation", "regulated")
        writer.member("band", band)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.key("market_filter")
    guard let marketFilter else {
      writer.null()
      return
    }
    writer.beginArray()
    for id in marketFilter { writer.string(id) }
    writer.endArray()
  }

  private func writeBudget(to writer: inout JSONWriter) {
    writer.key("budget")
    writer.beginObject()
    writer.key("budgets")
    writer.beginArray()
    for entry in budget.entries {
      writer.beginObject()
      writer.key("account_id")
      writer.stringOrNull(entry.account.map { accounts[$0.position].id })
      writer.key("asset_id")
      writer.stringOrNull(entry.asset.map { assets[$0.position].id })
      writer.member("amount", entry.amount)
      writer.endObject()
    }
    writer.endArray()
    writer.member("recycle_proceeds", budget.recycleProceeds)
    writer.endObject()
  }
}
