internal import Domain

extension MatchingEngine {
  /// The whole state as bytes, see `EngineStateFormat`; equal states give equal bytes. The events of
  /// the last submission are not part of it. O(size of the state).
  public func encodedState() -> [UInt8] {
    var writer = EngineStateWriter()
    writer.put(EngineStateFormat.magic)
    writer.put(EngineStateFormat.version)
    writeSetup(&writer)
    for market in 0..<markets.count {
      writer.put(books.fillSequence(market))
      for side in Side.allCases { write(OrderBooks.ladder(market, side), &writer) }
    }
    writeWallets(&writer)
    writeRecent(&writer)
    let seenWords = seen.usedWordCount
    writer.put(seenWords)
    for position in 0..<seenWords { writer.put(seen.word(at: position)) }
    return writer.finish()
  }

  private func writeSetup(_ writer: inout EngineStateWriter) {
    writer.put(markets.count)
    writer.put(accountCount)
    writer.put(assetCount)
    writer.put(UInt64(selfTradePrevention.rawValue))
    let hash = EngineStateFormat.setupHash(markets)
    writer.put(hash.h1)
    writer.put(hash.h2)
  }

  private func write(_ ladder: Int, _ writer: inout EngineStateWriter) {
    var count = 0
    books.forEachOrder(on: ladder) { _ in count += 1 }
    writer.put(count)
    forEachResting(on: ladder) { order in
      writer.put(order.id.sequence)
      writer.put(order.account.position)
      writer.put(UInt64(order.price.ticks))
      writer.put(order.leaves)
      writer.put(order.cumulative)
      writer.put(order.fingerprint)
      writer.put(order.isPostOnly ? 1 : 0)
    }
  }

  private func writeWallets(_ writer: inout EngineStateWriter) {
    for asset in 0..<assetCount { writer.put(wallets.deposited[asset]) }
    for account in 0..<accountCount {
      for asset in 0..<assetCount {
        let wallet = wallets[AccountIndex(account), AssetIndex(asset)]
        writer.put(wallet.available)
        writer.put(wallet.locked)
      }
    }
  }

  private func writeRecent(_ writer: inout EngineStateWriter) {
    guard let kept = recent.kept else { return writer.put(0) }
    writer.put(kept.count)
    for number in kept {
      let entry = recent[number]
      let report = OrderReport(entry)
      writer.put(entry.sequence)
      writer.put(entry.fingerprint)
      writer.put(report.cumulative)
      writer.put(report.leaves)
      writer.put(report.canceled)
      writer.put(UInt64(report.status.rawValue))
    }
  }
}
