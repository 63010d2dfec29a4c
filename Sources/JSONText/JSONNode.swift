/// A JSON value and where it was written.
///
/// Nodes are equal when their values are, wherever they stand.
public struct JSONNode: Sendable {
  /// The value.
  public var value: JSONValue
  /// Where its first character stands; `.none` when it was not read from a text.
  public var position: TextPosition

  /// Makes a node; without a position for values that the program makes itself.
  public init(_ value: JSONValue, position: TextPosition = .none) {
    self.value = value
    self.position = position
  }
}

/// What a JSON text can say. Numbers keep the text they were written with.
public enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The number exactly as written, for example `1.50e3`.
  case number(String)
  case string(String)
  case array([JSONNode])
  /// The members in the order in which they were written; no key occurs twice.
  case object([JSONMember])
}

/// One `"key": value` of an object.
public struct JSONMember: Sendable {
  /// The key, with its escapes resolved.
  public var key: String
  /// Where the key's opening quote stands.
  public var keyPosition: TextPosition
  /// The value.
  public var node: JSONNode

  /// Makes a member; without a position for members that the program makes itself.
  public init(key: String, keyPosition: TextPosition = .none, node: JSONNode) {
    self.key = key
    self.keyPosition = keyPosition
    self.node = node
  }
}

extension JSONNode: Equatable {
  /// Whether the values are equal, wherever they stand.
  public static func == (left: JSONNode, right: JSONNode) -> Bool { left.value == right.value }
}

extension JSONMember: Equatable {
  /// Whether keys and values are equal, wherever they stand.
  public static func == (left: JSONMember, right: JSONMember) -> Bool {
    left.key == right.key && left.node == right.node
  }
}
