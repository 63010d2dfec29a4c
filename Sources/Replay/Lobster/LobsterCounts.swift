/// What of a LOBSTER file could not be done to the letter, for want of knowledge.
public struct LobsterCounts: Hashable, Sendable {
  /// Messages by type; place 0 is not used.
  public var messages = [UInt64](repeating: 0, count: 8)
  /// Messages about orders placed before the first row, or out of sight, of which nothing is known or
  /// less than the message says.
  public var unknownOrders: UInt64 = 0
  /// Executions that met another order than the recorded one, since the queue was not known.
  public var otherMakers: UInt64 = 0
  /// New orders that traded at once, though they were recorded as resting.
  public var crossedSubmissions: UInt64 = 0
  /// New orders under an id that rests already; the earlier one is canceled.
  public var repeatedOrders: UInt64 = 0

  /// Nothing yet.
  public init() {}

  /// All messages.
  public var total: UInt64 { messages.reduce(0, +) }
}
