internal import Domain
internal import JSONText

extension ConfigurationReader {
  /// Reads `faults.server`, and refuses it where there is no server.
  mutating func serverFaults(_ value: ConfigurationValue, _ venue: VenueType) -> [ServerFault] {
    guard value.isPresent else { return [] }
    guard value.isList else {
      reportType(value, "a list of faults")
      return []
    }
    guard venue.isOutside || value.elements.isEmpty else {
      report(
        value, "is given for venue \"\(venue.rawValue)\"; it is for \"postgresql\" and \"sql\"")
      return []
    }
    return value.elements.compactMap { serverFault($0) }
  }

  private mutating func serverFault(_ value: ConfigurationValue) -> ServerFault? {
    guard checkObject(value, keys: ConfigurationKeys.serverFault) else { return nil }
    guard value["do"].isPresent else {
      let names = ServerFault.Action.allCases.map { "\"\($0.rawValue)\"" }
      reportType(value["do"], "one of \(names.joined(separator: ", "))")
      return nil
    }
    let action = choice(value["do"], default: ServerFault.Action.restart, name: \.rawValue)
    let moment = moment(value)
    let freeze = freezeMilliseconds(value, action)
    guard let moment, let freeze else { return nil }
    return ServerFault(action: action, moment: moment, freezeMilliseconds: freeze)
  }

  private mutating func moment(_ value: ConfigurationValue) -> ServerFault.Moment? {
    let slotsMax = ConfigurationLimits.slotsMax
    switch (value["at_slot"].isPresent, value["every_slots"].isPresent) {
    case (true, false):
      return count(value["at_slot"], in: 0...slotsMax, default: nil).map { .at($0) }
    case (false, true):
      return count(value["every_slots"], in: 1...slotsMax, default: nil).map { .every($0) }
    case (true, true):
      report(value["every_slots"], "is given beside at_slot; give one of them")
    case (false, false):
      report(value, "does not say when; give at_slot or every_slots")
    }
    return nil
  }

  /// How long a freeze lasts; 0 for other faults, nil when it is wrong.
  private mutating func freezeMilliseconds(
    _ value: ConfigurationValue, _ action: ServerFault.Action
  ) -> UInt64? {
    if action == .freeze { return milliseconds(value["for_ms"], from: 1, default: nil) }
    if !value["for_ms"].isPresent { return 0 }
    report(value["for_ms"], "is given for \"\(action.rawValue)\"; it is for \"freeze\"")
    return nil
  }
}
