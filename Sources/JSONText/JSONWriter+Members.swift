extension JSONWriter {
  /// Writes a member whose value is text.
  public mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  /// Writes a member whose value is text, or null.
  public mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  /// Writes a member whose value is a whole number.
  public mutating func member(_ name: String, _ value: UInt64) {
    key(name)
    integer(value)
  }

  /// Writes a member whose value is a whole number, or null.
  public mutating func member(_ name: String, _ value: UInt64?) {
    key(name)
    if let value { integer(value) } else { null() }
  }

  /// Writes a member whose value is true or false.
  public mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }
}
