internal import JSONText

/// One value of the configuration's tree, or the place where it could have been written.
struct ConfigurationValue {
  /// The value; nil when it is absent.
  let node: JSONNode?
  /// Keys and indices (`[3]`) from the root.
  let path: [String]
  /// Where it stands in the file, or where the nearest object around it does.
  let position: TextPosition
  /// Whether it belongs to the built-in assets or markets.
  let isBuiltIn: Bool

  init(
    _ node: JSONNode?, path: [String] = [], position: TextPosition? = nil, isBuiltIn: Bool = false
  ) {
    self.node = node
    self.path = path
    self.position = position ?? node?.position ?? .none
    self.isBuiltIn = isBuiltIn
  }

  /// Whether anything was written here.
  var isPresent: Bool { node != nil }

  /// Whether it is a list.
  var isList: Bool { node?.elements != nil }

  /// Whether it is an object.
  var isObject: Bool { node?.members != nil }

  /// Whether it is absent or null.
  var isAbsentOrNull: Bool { node?.isNull ?? true }

  /// The text of a string; nil for anything else.
  var string: String? { node?.stringValue }

  /// The member `key`, present or not.
  subscript(key: String) -> ConfigurationValue { child(key, node?[key]) }

  /// The elements of a list; none when it is not a list.
  var elements: [ConfigurationValue] {
    (node?.elements ?? []).enumerated().map { child("[\($0.offset)]", $0.element) }
  }

  /// This value, or the built-in `node` when it is absent.
  func orBuiltIn(_ node: JSONNode) -> ConfigurationValue {
    isPresent ? self : ConfigurationValue(node, path: path, isBuiltIn: true)
  }

  /// The path as text, for example `markets[0].tick_size`.
  var pathText: String {
    path.reduce(into: "") { text, step in
      if !text.isEmpty && !step.hasPrefix("[") { text += "." }
      text += step
    }
  }

  private func child(_ step: String, _ child: JSONNode?) -> ConfigurationValue {
    ConfigurationValue(
      child, path: path + [step], position: child?.position ?? position, isBuiltIn: isBuiltIn)
  }
}
