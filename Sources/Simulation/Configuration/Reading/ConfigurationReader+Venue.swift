internal import Domain
internal import JSONText

extension ConfigurationReader {
  /// Reads `venue`: the name of a type alone, or an object.
  mutating func venue(_ root: ConfigurationValue) -> VenueConfiguration {
    let value = root["venue"]
    var result = VenueConfiguration(type: .embedded, selfTradePrevention: .cancelTaker)
    if value.string != nil {
      result.type = choice(value, default: result.type, name: \.rawValue)
      return result
    }
    guard !value.isPresent || value.isObject else {
      reportType(value, "\"embedded\", \"null\" (in quotes) or an object with \"type\"")
      return result
    }
    guard checkObject(value, keys: ConfigurationKeys.venue) else { return result }
    result.type = choice(value["type"], default: result.type, name: \.rawValue)
    result.selfTradePrevention = choice(
      value["self_trade_prevention"], default: result.selfTradePrevention, name: \.name)
    result.database = database(value, of: result.type)
    return result
  }

  /// Reads what concerns venues in a database, and refuses it for others.
  private mutating func database(
    _ value: ConfigurationValue, of type: VenueType
  ) -> DatabaseConfiguration {
    var result = DatabaseConfiguration()
    let keys = ["url", "schema", "settlement", "answer_timeout_ms", "batch", "statements"]
    guard type.isOutside else {
      for key in keys where !value[key].isAbsentOrNull {
        report(
          value[key],
          "is given for venue \"\(type.rawValue)\"; it is for \"postgresql\" and \"sql\"")
      }
      return result
    }
    if !value["url"].isAbsentOrNull, let url = text(value["url"]),
      checkText(value["url"], url, bytesMax: ConfigurationLimits.pathBytesMax)
    {
      result.url = url
    }
    if value["schema"].isPresent, let schema = id(value["schema"]) { result.schema = schema }
    result.settlement = choice(
      value["settlement"], default: result.settlement, name: \.rawValue)
    if let timeout = milliseconds(
      value["answer_timeout_ms"], from: 1, default: result.answerTimeoutMilliseconds)
    {
      result.answerTimeoutMilliseconds = timeout
    }
    result.batchSize = batchSize(value["batch"], of: type)
    result.statements = statements(value["statements"], of: type)
    return result
  }

  private mutating func batchSize(_ value: ConfigurationValue, of type: VenueType) -> Int {
    guard value.isPresent else { return 1 }
    guard type == .postgresql else {
      report(value, "is given for venue \"sql\"; it is for \"postgresql\"")
      return 1
    }
    return Int(count(value, in: 1...ConfigurationLimits.batchSizeMax, default: 1) ?? 1)
  }

  /// Refuses batches where each slot has a time of its own.
  mutating func checkBatches(
    _ root: ConfigurationValue, _ venue: VenueConfiguration, _ load: LoadConfiguration,
    _ processor: ProcessorConfiguration
  ) {
    guard venue.database.batchSize > 1, load.isOpen || processor.tradesPerSecond != nil else {
      return
    }
    report(
      root["venue"]["batch"],
      "is more than 1, and slots are sent at a rate; send batches as fast as they go, or orders one "
        + "by one")
  }

  /// Reads the statements of venue `sql`.
  private mutating func statements(
    _ value: ConfigurationValue, of type: VenueType
  ) -> [NamedStatement] {
    guard type == .sql else {
      if value.isPresent { report(value, "is given for venue \"postgresql\"; it is for \"sql\"") }
      return []
    }
    guard let members = value.node?.members else {
      reportType(value, "an object of statements")
      return []
    }
    guard checkObject(value, keys: ConfigurationKeys.statements) else { return [] }
    return members.compactMap { member in
      guard ConfigurationKeys.statements.contains(member.key),
        let text = text(value[member.key], "SQL text")
      else { return nil }
      return NamedStatement(name: member.key, text: text)
    }
  }
}
