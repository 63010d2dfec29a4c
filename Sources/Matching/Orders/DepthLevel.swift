public import Domain

/// What rests at one price.
public struct DepthLevel: Equatable, Sendable {
  /// The price.
  public let price: Price
  /// What all orders there can still trade; the greatest quantity there is when it is even more.
  public let quantity: Quantity
  /// Number of orders.
  public let orderCount: Int

  /// Makes a level of all its parts.
  public init(price: Price, quantity: Quantity, orderCount: Int) {
    self.price = price
    self.quantity = quantity
    self.orderCount = orderCount
  }
}
