internal import Domain
internal import JSONText

extension ConfigurationReader {
  /// Checks that `value` is an object (or absent) of which every key is known.
  ///
  /// Returns whether its members may be read.
  mutating func checkObject(_ value: ConfigurationValue, keys: [String]) -> Bool {
    guard let node = value.node else { return true }
    guard let members = node.members else {
      reportType(value, "an object")
      return false
    }
    for member in members where !keys.contains(member.key) {
      let shown = ConfigurationValue(
        member.node, path: value.path + [Shown.key(member.key)], position: member.keyPosition)
      report(shown, Shown.unknownKey(member.key, among: keys))
    }
    return true
  }

  /// Notes that `value` has the wrong type, or is missing where it is required.
  mutating func reportType(_ value: ConfigurationValue, _ wanted: String) {
    if let node = value.node {
      report(value, "is \(Shown.value(node)); it must be \(wanted)")
    } else {
      report(value, "is missing; it must be \(wanted)")
    }
  }

  /// A required string.
  mutating func text(_ value: ConfigurationValue, _ wanted: String = "a string") -> String? {
    guard let text = value.string else {
      reportType(value, wanted)
      return nil
    }
    return text
  }

  /// A required id: 1...64 bytes without control characters.
  mutating func id(_ value: ConfigurationValue) -> String? {
    guard let text = text(value), checkText(value, text, bytesMax: ConfigurationLimits.idBytesMax)
    else { return nil }
    return text
  }

  /// Checks that `text`, which `value` says, is neither empty nor too long and can be shown.
  mutating func checkText(_ value: ConfigurationValue, _ text: String, bytesMax: Int) -> Bool {
    if text.isEmpty {
      report(value, "is empty; it must have 1 to \(bytesMax) bytes")
    } else if text.utf8.count > bytesMax {
      report(value, "has \(text.utf8.count) bytes; it must have 1 to \(bytesMax)")
    } else if let control = text.unicodeScalars.first(where: Shown.isControl) {
      report(
        value,
        "is \(Shown.quoted(text)), with the control character \(Shown.codePoint(control)); "
          + "leave it out")
    } else {
      return true
    }
    return false
  }

  /// A boolean; `standard` when it is absent.
  mutating func flag(_ value: ConfigurationValue, default standard: Bool) -> Bool {
    guard let node = value.node else { return standard }
    if let flag = node.boolValue { return flag }
    reportType(value, "true or false")
    return standard
  }

  /// One of the names of an enumeration; `standard` when it is absent.
  mutating func choice<Choice: CaseIterable>(
    _ value: ConfigurationValue, default standard: Choice, name: (Choice) -> String
  ) -> Choice {
    guard let node = value.node else { return standard }
    if let text = node.stringValue, let choice = Choice.allCases.first(where: { name($0) == text })
    {
      return choice
    }
    let names = Choice.allCases.map { "\"\(name($0))\"" }
    reportType(value, "one of \(names.joined(separator: ", "))")
    return standard
  }
}
