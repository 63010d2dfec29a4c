internal import Domain

extension MatchingEngine {
  /// Checks everything that must hold between commands and returns what does not, in words.
  ///
  /// Books are not crossed; levels, lists, pool and index agree; every wallet's lock is what the
  /// account's open orders may still cost; nothing is negative; and of each asset the wallets hold
  /// together what was deposited. O(orders + levels + wallets).
  public func checkInvariants() -> [String] {
    var violations: [String] = []
    for position in 0..<ladders.count { checkLadder(position, &violations) }
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
    let place = "market \(position / 2) \(ladders[position].side.name)"
    var rankBefore: Int64?
    var count = 0
    forEachLevel(on: position) { slot, level in
      if let rankBefore, level.rank >= rankBefore {
        violations.append("\(place): level \(count) does not rank behind the one before")
      }
      rankBefore = level.rank
      count += 1
      checkLevel(level, at: slot, of: position, place, &violations)
      return true
    }
    if count != ladders[position].count {
      violations.append("\(place): \(count) levels follow the best, not \(ladders[position].count)")
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
    while slot != .none && count <= orders.count {
      let order = orders[slot]
      if order.previous != before || order.level != levelSlot {
        violations.append("\(place): broken link at \(order.id)")
      }
      checkOrder(order, slot, level, of: position, place, &violations)
      lots += Int128(order.leaves.lots)
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
    _ order: OrderRecord, _ slot: OrderSlot, _ level: PriceLevel, of position: Int,
    _ place: String, _ violations: inout [String]
  ) {
    let name = "\(place): order \(order.id.sequence)"
    if order.leaves <= .zero || order.cumulative < .zero {
      violations.append("\(name) has leaves \(order.leaves), cumulative \(order.cumulative)")
    }
    if ladder(order.market, order.side) != position
      || PriceLevel.rank(of: order.price, on: order.side) != level.rank
    {
      violations.append("\(name) rests at the wrong place")
    }
    if index.find(order.id) != slot { violations.append("\(name) is not found by its id") }
    if !seen.contains(order.id.sequence) { violations.append("\(name) was never accepted") }
  }

  private func checkCounts(_ violations: inout [String]) {
    var resting = 0
    var levelCount = 0
    for position in 0..<ladders.count {
      forEachRecord(on: position) { _ in resting += 1 }
      levelCount += ladders[position].count
    }
    if levelCount != levels.count {
      violations.append("\(levelCount) levels have orders, the pool has \(levels.count)")
    }
    if resting != orders.count || resting != index.count {
      violations.append(
        "\(resting) orders rest, the pool has \(orders.count), the index \(index.count)")
    }
    if orders.count + orders.countFree() != orders.capacity {
      violations.append("the pool has lost records")
    }
  }

  private func checkWallets(_ violations: inout [String]) {
    var needed = [Int128](repeating: 0, count: accountCount * assetCount)
    for position in 0..<ladders.count {
      let market = markets[position / 2]
      forEachRecord(on: position) {
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
      if total != deposited[asset] {
        violations.append(
          "asset \(asset): wallets hold \(total.minorUnits), deposited were "
            + "\(deposited[asset].minorUnits)")
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
