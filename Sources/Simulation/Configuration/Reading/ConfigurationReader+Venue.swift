internal import Domain

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
    return result
  }
}
