extension JSONNode {
  /// The value of `key`, or nil when this is not an object or has no such key. Linear in the number
  /// of members.
  public subscript(key: String) -> JSONNode? {
    members?.first { $0.key.utf8.elementsEqual(key.utf8) }?.node
  }

  /// The element at `index`, or nil when this is not an array or has no such element.
  public subscript(index: Int) -> JSONNode? {
    guard let elements, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The members of an object, else nil.
  public var members: [JSONMember]? {
    if case .object(let members) = value { members } else { nil }
  }

  /// The elements of an array, else nil.
  public var elements: [JSONNode]? {
    if case .array(let elements) = value { elements } else { nil }
  }

  /// The text of a string, else nil.
  public var stringValue: String? {
    if case .string(let text) = value { text } else { nil }
  }

  /// A number as written, else nil.
  public var numberText: String? {
    if case .number(let text) = value { text } else { nil }
  }

  /// The value of `true` or `false`, else nil.
  public var boolValue: Bool? {
    if case .bool(let flag) = value { flag } else { nil }
  }

  /// Whether this is `null`.
  public var isNull: Bool { value == .null }

  /// A number written as a plain integer that fits, else nil.
  public var intValue: Int? { numberText.flatMap { Int($0) } }

  /// A number written as a plain integer that fits, else nil.
  public var int64Value: Int64? { numberText.flatMap { Int64($0) } }

  /// A number written as a plain integer that fits, else nil.
  public var uint64Value: UInt64? { numberText.flatMap { UInt64($0) } }

  /// A number written as a plain integer that fits, else nil.
  public var int128Value: Int128? { numberText.flatMap { Int128($0) } }
}
