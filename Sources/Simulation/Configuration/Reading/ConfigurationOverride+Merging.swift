internal import JSONText

extension ConfigurationOverride {
  /// Puts the value into `tree`, making the objects on its way.
  ///
  /// Where the file uses the short form of a section that the path enters, the short form gives
  /// way: `"venue": "embedded"` becomes `{"type": "embedded"}`, a list of accounts becomes an empty
  /// object. Any other value on the way is left alone, so that its wrong type is reported.
  func merge(into tree: inout JSONNode) {
    Self.set(value, at: path[...], behind: [], in: &tree)
  }

  private static func set(
    _ value: JSONNode, at path: ArraySlice<String>, behind prefix: [String],
    in node: inout JSONNode
  ) {
    guard let key = path.first else {
      node = value
      return
    }
    guard var members = membersToExtend(node, at: prefix) else { return }
    let index = members.firstIndex { $0.key == key }
    var child = index.map { members[$0].node } ?? JSONNode(.object([]))
    set(value, at: path.dropFirst(), behind: prefix + [key], in: &child)
    if let index {
      members[index].node = child
    } else {
      members.append(JSONMember(key: key, node: child))
    }
    node.value = .object(members)
  }

  /// The members of the object that a value is to be put into, or nil when there is none.
  private static func membersToExtend(_ node: JSONNode, at path: [String]) -> [JSONMember]? {
    switch (node.value, path) {
    case (.object(let members), _): members
    case (.null, ["faults"]), (.null, ["faults", "delay"]): []
    case (.array, ["accounts"]): []
    case (.string, ["venue"]): [JSONMember(key: "type", node: node)]
    default: nil
    }
  }
}
