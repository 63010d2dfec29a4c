import Domain
import Matching

/// One row of an order flow.
struct FlowRow {
  /// What is to be done; its id and target are for the replay to fill in.
  var command: OrderCommand
  /// The key of the order's client order id.
  var order: TextKey
  /// When, in nanoseconds.
  var time: Int64
}
