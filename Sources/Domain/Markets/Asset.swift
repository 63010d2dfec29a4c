/// Something that is traded or paid with. Its minor unit is 10^-decimals.
public struct Asset: Hashable, Sendable {
  /// The symbol, unique in a plan, for example `USD`.
  public var id: String
  /// Number of decimal places of the minor unit, 0...18.
  public var decimals: Int

  /// The most decimal places an asset may have.
  public static let decimalsMax = 18

  /// Makes an asset. `decimals` must lie in 0...18.
  public init(id: String, decimals: Int) {
    precondition((0...Self.decimalsMax).contains(decimals), "decimals \(decimals) not in 0...18")
    self.id = id
    self.decimals = decimals
  }
}
