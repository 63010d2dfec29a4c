internal import Domain
internal import JSONText

/// The scheduler's section as far as it could be read.
struct SchedulerReading {
  /// The section, with standard values for what is wrong.
  var configuration = SchedulerConfiguration.standard
  /// The amounts; nil where they are wrong.
  var minAmount: ExactDecimal?
  var maxAmount: ExactDecimal?
}

extension ConfigurationReader {
  /// Reads `scheduler`.
  mutating func scheduler(
    _ root: ConfigurationValue, accounts: AccountList
  ) -> SchedulerReading {
    let value = root["scheduler"]
    var reading = SchedulerReading()
    guard checkObject(value, keys: ConfigurationKeys.scheduler) else { return reading }
    readAmounts(value, into: &reading)
    reading.configuration = settings(value, reading.configuration, accounts: accounts)
    return reading
  }

  private mutating func settings(
    _ value: ConfigurationValue, _ standard: SchedulerConfiguration, accounts: AccountList
  ) -> SchedulerConfiguration {
    var result = standard
    result.tradesPerAccount =
      count(
        value["trades_per_account"], in: 1...ConfigurationLimits.slotsMax,
        default: standard.tradesPerAccount) ?? standard.tradesPerAccount
    result.alternateSides = flag(value["alternate_sides"], default: standard.alternateSides)
    result.marketDistribution = choice(
      value["market_distribution"], default: standard.marketDistribution, name: \.rawValue)
    result.priceSpread = fractionBelowOne(value["price_spread"]) ?? standard.priceSpread
    result.restingDepth =
      count(
        value["resting_depth"], in: 1...ConfigurationLimits.smallCountMax,
        default: standard.restingDepth) ?? standard.restingDepth
    readOffsets(value, into: &result)
    readShares(value, into: &result)
    result.matchingStrategy = matchingStrategy(value["matching_strategy"], accounts: accounts)
    readWeights(value, into: &result)
    return result
  }

  private mutating func readAmounts(
    _ value: ConfigurationValue, into reading: inout SchedulerReading
  ) {
    let low = value["min_amount"]
    let high = value["max_amount"]
    reading.minAmount = low.isPresent ? positive(low) : reading.configuration.minAmount
    reading.maxAmount = high.isPresent ? positive(high) : reading.configuration.maxAmount
    guard let minimum = reading.minAmount, let maximum = reading.maxAmount else { return }
    reading.configuration.minAmount = minimum
    reading.configuration.maxAmount = maximum
    checkOrder(low, minimum, below: high, maximum)
  }

  /// Checks that `minimum` is at most `maximum`; complains about the one that was given.
  private mutating func checkOrder(
    _ low: ConfigurationValue, _ minimum: ExactDecimal, below high: ConfigurationValue,
    _ maximum: ExactDecimal
  ) {
    guard maximum.isLess(than: minimum) else { return }
    if low.isPresent {
      let note = high.isPresent ? "" : " (the default)"
      report(low, "is \(minimum), more than max_amount \(maximum)\(note); it must not exceed it")
    } else {
      report(
        high, "is \(maximum), less than min_amount \(minimum) (the default); it must not be less")
    }
  }

  private mutating func readOffsets(
    _ value: ConfigurationValue, into result: inout SchedulerConfiguration
  ) {
    let bidValue = value["bid_price_offset"]
    let askValue = value["ask_price_offset"]
    let bid = bidValue.isPresent ? positive(bidValue) : result.bidPriceOffset
    let ask = askValue.isPresent ? positive(askValue) : result.askPriceOffset
    guard let bid, let ask else { return }
    result.bidPriceOffset = bid
    result.askPriceOffset = ask
    guard bid.isLess(than: ask) else { return }
    let offender = bidValue.isPresent ? bidValue : askValue
    let (own, otherKey, other) =
      bidValue.isPresent ? (bid, "ask_price_offset", ask) : (ask, "bid_price_offset", bid)
    report(
      offender,
      "is \(own) with \(otherKey) \(other): bids would stay below asks and never trade; "
        + "bid_price_offset must be at least ask_price_offset")
  }

  private mutating func readShares(
    _ value: ConfigurationValue, into result: inout SchedulerConfiguration
  ) {
    let steps = "a whole percentage, for example 0.25"
    let resting = share(value["resting_share"], decimals: 2, steps: steps)
    let cancel = share(value["cancel_share"], decimals: 2, steps: steps)
    guard let resting, let cancel else { return }
    result.restingSharePercent = Int(resting)
    result.cancelSharePercent = Int(cancel)
    if cancel > resting {
      report(
        value["cancel_share"],
        "is \(percent(cancel)), more than resting_share \(percent(resting)); only orders that rest "
          + "can be canceled")
    } else if resting + cancel > 100 {
      report(
        value["cancel_share"],
        "is \(percent(cancel)), with resting_share \(percent(resting)) more than 1 in all; both "
          + "together must be at most 1")
    }
  }

  private func percent(_ share: UInt64) -> String {
    ExactDecimal(significand: Int128(share), scale: 2).normalized.description
  }

  private mutating func matchingStrategy(
    _ value: ConfigurationValue, accounts: AccountList
  ) -> MatchingStrategy {
    guard value.isPresent else { return .sequentialNext }
    switch value.string {
    case "sequential_next": return .sequentialNext
    case "any": return .any
    default: break
    }
    guard value.isObject else {
      reportType(value, "\"sequential_next\", \"any\" or {\"match_with\": an account id}")
      return .sequentialNext
    }
    guard checkObject(value, keys: ConfigurationKeys.matchingStrategy),
      let id = text(value["match_with"], "the id of an account")
    else { return .sequentialNext }
    switch accounts.find(id) {
    case .found(let index): return .matchWith(index)
    case .leftOut:
      report(
        value["match_with"],
        "is \(Shown.quoted(id)), which account_filter leaves out; choose an account that trades")
    case .unknown:
      reportUnknownAccount(value["match_with"], id, accounts)
    }
    return .sequentialNext
  }

  /// Notes that there is no account `id`, unless that may follow from an account that is wrong.
  mutating func reportUnknownAccount(
    _ value: ConfigurationValue, _ id: String, _ accounts: AccountList
  ) {
    guard accounts.isComplete else { return }
    let example = accounts.accounts.first.map { "; the first one is \(Shown.quoted($0.id))" } ?? ""
    report(value, "is \(Shown.quoted(id)), which is not among the accounts\(example)")
  }

  private mutating func readWeights(
    _ value: ConfigurationValue, into result: inout SchedulerConfiguration
  ) {
    if let weights = weights(value["order_types"], keys: ConfigurationKeys.orderTypes) {
      result.orderTypes = OrderTypeWeights(limit: weights[0], market: weights[1])
    }
    if let weights = weights(value["time_in_force"], keys: ConfigurationKeys.timeInForce) {
      result.timeInForce = TimeInForceWeights(
        goodTillCancel: weights[0], immediateOrCancel: weights[1], fillOrKill: weights[2])
    }
  }

  /// The weights in the order of `keys`, 0 where absent; nil when there are none or one is wrong.
  private mutating func weights(_ value: ConfigurationValue, keys: [String]) -> [UInt64]? {
    guard value.isPresent, checkObject(value, keys: keys) else { return nil }
    var weights: [UInt64] = []
    for key in keys {
      let range = 0...ConfigurationLimits.smallCountMax
      if let weight = count(value[key], in: range, default: 0) { weights.append(weight) }
    }
    guard weights.count == keys.count else { return nil }
    let isAllKnown = value.node?.members?.allSatisfy { keys.contains($0.key) } ?? true
    if isAllKnown && weights.allSatisfy({ $0 == 0 }) {
      report(value, "has no weight above 0; give one of \(keys.joined(separator: ", "))")
    }
    return weights
  }
}

extension SchedulerConfiguration {
  /// The values of everything that is absent.
  static let standard = SchedulerConfiguration(
    minAmount: ExactDecimal(significand: 100, scale: 0),
    maxAmount: ExactDecimal(significand: 5000, scale: 0), tradesPerAccount: 10,
    bidPriceOffset: ExactDecimal(significand: 1, scale: 0),
    askPriceOffset: ExactDecimal(significand: 1, scale: 0), alternateSides: true,
    marketDistribution: .roundRobin, matchingStrategy: .sequentialNext,
    priceSpread: ExactDecimal(significand: 0, scale: 0), restingSharePercent: 0,
    cancelSharePercent: 0, restingDepth: 20, orderTypes: OrderTypeWeights(limit: 1, market: 0),
    timeInForce: TimeInForceWeights(goodTillCancel: 1, immediateOrCancel: 0, fillOrKill: 0))
}

extension ExactDecimal {
  /// Whether this number is less than `other`; both of at most 18 digits and places.
  func isLess(than other: ExactDecimal) -> Bool {
    let common = max(scale, other.scale)
    guard let left = wholeUnits(scale: common), let right = other.wholeUnits(scale: common) else {
      preconditionFailure("numbers of more than 36 digits compared")
    }
    return left < right
  }
}
