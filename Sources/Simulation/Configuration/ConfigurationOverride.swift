public import JSONText

/// A value from the command line that replaces or adds one value of the file.
public struct ConfigurationOverride: Sendable {
  /// The keys that lead to the value, for example `["scheduler", "min_amount"]`.
  public var path: [String]
  /// The new value. Numbers may be given as strings.
  public var value: JSONNode
  /// How problems with the value name their place, for example `--min-amount`.
  public var place: String

  /// Makes an override.
  public init(path: [String], value: JSONNode, place: String) {
    precondition(!path.isEmpty, "an override without a path")
    self.path = path
    self.value = value
    self.place = place
  }
}
