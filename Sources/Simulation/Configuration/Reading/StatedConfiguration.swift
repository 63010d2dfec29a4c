internal import JSONText

/// What can be told of a configuration before its population is known: where to look for accounts and
/// markets that it does not state.
public struct StatedConfiguration: Sendable {
  /// Where the orders go.
  public let venue: VenueConfiguration
  /// Folder of the saved runs.
  public let stateDirectory: String?
  /// Prefix of the labels of the accounts that trade; nil when none is stated.
  public let accountFilter: String?
  /// The sections that are stated.
  public let sections: Set<String>

  /// Looks into file and overrides. What is wrong with them is left to `Configuration.read`.
  ///
  /// - Throws: `ConfigurationProblems` when the file is not JSON.
  public init(
    file: (name: String, bytes: [UInt8])?, overrides: [ConfigurationOverride]
  ) throws(ConfigurationProblems) {
    var tree = try Configuration.tree(of: file)
    for override in overrides { override.merge(into: &tree) }
    var reader = ConfigurationReader(fileName: file?.name, overrides: overrides)
    venue = reader.venue(ConfigurationValue(tree))
    stateDirectory = tree["state_dir"]?.stringValue
    accountFilter = tree["account_filter"]?.stringValue
    sections = Set((tree.members ?? []).filter { !$0.node.isNull }.map(\.key))
  }
}
