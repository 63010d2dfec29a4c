public import Domain

extension MatchingEngine {
  /// A hash of books in priority order, wallets and tape positions: equal for engines that would
  /// answer every new order alike. O(orders + wallets).
  ///
  /// Per market: fill sequence and 0; then bids and asks, each as its number of orders and 0, and
  /// per order the pairs (id, account), (price, post-only), (leaves, cumulative). Then per account and
  /// asset the available and the locked amount, each low word first.
  public func stateHash() -> StableHash {
    var hash = StableHash()
    for market in 0..<markets.count {
      hash.combine(books.fillSequence(market), 0)
      for side in Side.allCases { combine(OrderBooks.ladder(market, side), into: &hash) }
    }
    for account in 0..<accountCount {
      for asset in 0..<assetCount {
        let wallet = wallets[AccountIndex(account), AssetIndex(asset)]
        hash.combine(wallet.available.minorUnits)
        hash.combine(wallet.locked.minorUnits)
      }
    }
    return hash
  }

  private func combine(_ position: Int, into hash: inout StableHash) {
    var count: UInt64 = 0
    books.forEachOrder(on: position) { _ in count += 1 }
    hash.combine(count, 0)
    forEachResting(on: position) { order in
      hash.combine(order.id.sequence, UInt64(order.account.position))
      hash.combine(UInt64(order.price.ticks), order.isPostOnly ? 1 : 0)
      hash.combine(UInt64(order.leaves.lots), UInt64(order.cumulative.lots))
    }
  }
}
