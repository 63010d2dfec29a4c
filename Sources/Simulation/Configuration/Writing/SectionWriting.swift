internal import Domain
internal import JSONText

extension DatabaseConfiguration {
  /// Writes the members of `venue` that concern the database, without any password.
  func write(to writer: inout JSONWriter, _ type: VenueType) {
    writer.key("url")
    writer.stringOrNull(url.map(ConnectionText.withoutPassword))
    writer.member("schema", schema)
    writer.member("settlement", settlement.rawValue)
    writer.member("answer_timeout_ms", answerTimeoutMilliseconds)
    if type == .postgresql { writer.member("batch", UInt64(batchSize)) }
    guard type == .sql else { return }
    writer.key("statements")
    writer.beginObject()
    for statement in statements { writer.member(statement.name, statement.text) }
    writer.endObject()
  }
}

extension SchedulerConfiguration {
  func write(to writer: inout JSONWriter, accounts: [Account]) {
    writer.beginObject()
    writer.member("min_amount", minAmount)
    writer.member("max_amount", maxAmount)
    writer.member("trades_per_account", tradesPerAccount)
    writer.member("bid_price_offset", bidPriceOffset)
    writer.member("ask_price_offset", askPriceOffset)
    writer.member("alternate_sides", alternateSides)
    writer.member("market_distribution", marketDistribution.rawValue)
    writer.key("matching_strategy")
    switch matchingStrategy {
    case .sequentialNext: writer.string("sequential_next")
    case .any: writer.string("any")
    case .matchWith(let account):
      writer.beginObject()
      writer.member("match_with", accounts[account.position].id)
      writer.endObject()
    }
    writer.member("price_spread", priceSpread)
    writer.member(
      "resting_share", Self.share(ofPercent: restingSharePercent))
    writer.member("cancel_share", Self.share(ofPercent: cancelSharePercent))
    writer.member("resting_depth", restingDepth)
    writer.key("order_types")
    writer.beginObject()
    writer.member("limit", orderTypes.limit)
    writer.member("market", orderTypes.market)
    writer.endObject()
    writer.key("time_in_force")
    writer.beginObject()
    writer.member("goodTillCancel", timeInForce.goodTillCancel)
    writer.member("immediateOrCancel", timeInForce.immediateOrCancel)
    writer.member("fillOrKill", timeInForce.fillOrKill)
    writer.endObject()
    writer.endObject()
  }

  private static func share(ofPercent percent: some BinaryInteger) -> ExactDecimal {
    ExactDecimal(significand: Int128(percent), scale: 2).normalized
  }
}

extension ProcessorConfiguration {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("retry_base_delay_ms", retryBaseDelayMilliseconds)
    writer.member("retry_max_delay_ms", retryMaxDelayMilliseconds)
    writer.member("max_retries", maxRetries)
    writer.member("save_after_each_slot", saveAfterEachSlot)
    writer.member("durability", durability.rawValue)
    writer.key("trades_per_second")
    if let tradesPerSecond {
      writer.number(tradesPerSecond.perSecond.description)
    } else {
      writer.null()
    }
    writer.member("on_failure", onFailure.rawValue)
    writer.member("auto_continue", autoContinue)
    writer.endObject()
  }
}

extension FaultConfiguration {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.probability("refusal", refusalBillionths)
    writer.probability("failure", failureBillionths)
    writer.probability("timeout_before_apply", timeoutBeforeApplyBillionths)
    writer.probability("timeout_after_apply", timeoutAfterApplyBillionths)
    if let delay {
      writer.key("delay")
      writer.beginObject()
      writer.probability("probability", delay.probabilityBillionths)
      writer.member("min_ms", delay.minMilliseconds)
      writer.member("max_ms", delay.maxMilliseconds)
      writer.endObject()
    }
    writer.key("stalls")
    writer.beginArray()
    for stall in stalls {
      writer.beginObject()
      writer.member("start_ms", stall.startMilliseconds)
      writer.member("duration_ms", stall.durationMilliseconds)
      writer.endObject()
    }
    writer.endArray()
    writer.key("server")
    writer.beginArray()
    for fault in server { fault.write(to: &writer) }
    writer.endArray()
    writer.endObject()
  }
}

extension ServerFault {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("do", action.rawValue)
    switch moment {
    case .at(let slot): writer.member("at_slot", slot)
    case .every(let distance): writer.member("every_slots", distance)
    }
    if action == .freeze { writer.member("for_ms", freezeMilliseconds) }
    writer.endObject()
  }
}

extension JSONWriter {
  mutating func member(_ name: String, _ value: ExactDecimal) {
    key(name)
    number(value.description)
  }

  mutating func stringOrNull(_ text: String?) {
    if let text { string(text) } else { null() }
  }

  fileprivate mutating func probability(_ name: String, _ billionths: UInt64) {
    member(name, ExactDecimal(significand: Int128(billionths), scale: 9).normalized)
  }
}
