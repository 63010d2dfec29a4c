internal import Domain

extension MatchingEngine {
  /// Checks everything that must hold between commands and returns what does not, in words.
  ///
  /// Books are not crossed; levels, lists, pool and index agree; every wallet's lock is what the
  /// account's open orders may still cost; nothing is negative; and of each asset the wallets hold
  /// together what was deposited. O(orders + levels + wallets).
  public func checkInvariants() -> [String] {
    var violations: [String] = []
    for position in 0..<books.ladderCount { checkLadder(position, &violations) }
    for market in 0..<markets.count { checkNotCrossed(market, &violations) }
    checkCounts(&violations)
    checkWallets(&violations)
    return violations
  }

  private func checkNotCrossed(_ market: Int, _ violations: inout [String]) {
    guard let bid = bestPrice(MarketIndex(market), .bid),
      let ask = bestPrice(MarketIndex(market), .ask), bid >= ask
    else { return }
    violations.append("market \(market) is crossed: bid \(bid.ticks) >= ask \(ask.ticks)")
  }

  private func checkLadder(_ position: Int, _ violations: inout [String]) {
    let place = "market \(position / 2) \(Side(ladder: position).name)"
    var rankBefore: Int64?
    var count = 0
    books.forEachLevel(on: position) { slot, level in
      if let rankBefore, level.rank >= rankBefore {
        violations.append("\(place): level \(count) does not rank behind the one before")
      }
      rankBefore = level.rank
      count += 1
      checkLevel(level, at: slot, of: position, place, &violations)
      return true
    }
    if count != Int(books.ladders[position].levelCount) {
      violations.append(
        "\(place): \(count) levels follow the best, not \(Int(books.ladders[position].levelCount))")
    }
  }

  private func checkLevel(
    _ level: PriceLevel, at levelSlot: LevelSlot, of position: Int, _ place: String,
    _ violations: inout [String]
  ) {
    var lots: Int128 = 0
    var count = 0
    var before = OrderSlot.none
    var slot = level.first
    while slot != .none && count <= books.orders.count {
      let order = books.orders[slot]
      if order.previous != before || order.level != levelSlot || Int(level.ladder) != position {
        violations.append("\(place): broken link at \(order.sequence)")
      }
      checkOrder(order, slot, place, &violations)
      lots += Int128(order.lots)
      count += 1
      before = slot
      slot = order.next
    }
    if before != level.last { violations.append("\(place): rank \(level.rank) ends elsewhere") }
    if count == 0 || count != Int(level.orderCount) || lots != level.lots {
      violations.append(
        "\(place): rank \(level.rank) has \(count) orders of \(lots) lots, not "
          + "\(level.orderCount) of \(level.lots)")
    }
  }

  private func checkOrder(
    _ order: OrderRecord, _ slot: OrderSlot, _ place: String, _ violations: inout [String]
  ) {
    let name = "\(place): order \(order.sequence)"
    if order.lots <= 0 {
      violations.append("\(name) has leaves \(order.lots)")
    }
    if books.orders.find(order.sequence) != slot {
      violations.append("\(name) is not found by its id")
    }
    if !seen.contains(order.sequence) { violations.append("\(name) was never accepted") }
  }

  private func checkCounts(_ violations: inout [String]) {
    var resting = 0
    var levelCount = 0
    for position in 0..<books.ladderCount {
      books.forEachOrder(on: position) { _ in resting += 1 }
      levelCount += Int(books.ladders[position].levelCount)
    }
    if levelCount != books.levels.count {
      violations.append("\(levelCount) levels have orders, the pool has \(books.levels.count)")
    }
    if resting != books.orders.count {
      violations.append(
        "\(resting) orders rest, the pool has \(books.orders.count)")
    }
    if books.orders.count + books.orders.countFree() != books.orders.recordCount {
      violations.append("the pool has lost records")
    }
  }

  private func checkWallets(_ violations: inout [String]) {
    var needed = [Int128](repeating: 0, count: accountCount * assetCount)
    for position in 0..<books.ladderCount {
      let market = markets[position / 2]
      forEachResting(on: position) {
        let place =
          $0.account.position * assetCount + market.paidAsset($0.side).position
        needed[place] += market.lockedAmount($0.side, $0.price, $0.leaves).minorUnits
      }
    }
    for asset in 0..<assetCount {
      var total = Amount.zero
      for account in 0..<accountCount {
        let wallet = wallets[AccountIndex(account), AssetIndex(asset)]
        total += wallet.available + wallet.locked
        checkWallet(
          wallet, Amount(minorUnits: needed[account * assetCount + asset]),
          "account \(account) asset \(asset)", &violations)
      }
      if total != wallets.deposited[asset] {
        violations.append(
          "asset \(asset): wallets hold \(total.minorUnits), deposited were "
            + "\(wallets.deposited[asset].minorUnits)")
      }
    }
  }

  private func checkWallet(
    _ wallet: Wallet, _ needed: Amount, _ name: String, _ violations: inout [String]
  ) {
    if wallet.available < .zero || wallet.locked < .zero {
      violations.append("\(name): a negative amount")
    }
    if wallet.locked != needed {
      violations.append(
        "\(name): locked \(wallet.locked.minorUnits), open orders need \(needed.minorUnits)")
    }
  }
}
