/// One trading account.
public struct Account: Hashable, Sendable {
  /// The id, unique in a plan; whatever text the venue uses, for example a UUID.
  public var id: String
  /// The label that account filters match by prefix, for example `test-account-7`.
  public var label: String

  /// Makes an account.
  public init(id: String, label: String) {
    self.id = id
    self.label = label
  }
}
