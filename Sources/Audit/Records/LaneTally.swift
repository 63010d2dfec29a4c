import Simulation

/// What the records of a lane add up to, and how many facts they held against invariants.
struct LaneTally: Sendable {
  /// Outcomes, those of further tries included.
  var outcomes: UInt64 = 0
  /// Outcomes of further tries.
  var repeats: UInt64 = 0
  /// Outcomes that were held against what must have become of their slots.
  var expectations: UInt64 = 0
  /// Fills.
  var fills: UInt64 = 0
  /// Changes of budgets, and budgets at the end.
  var balances: UInt64 = 0
  /// Refusals.
  var refusals: UInt64 = 0
  /// Cancels.
  var cancels: UInt64 = 0
  /// Orders whose place in the venue's order was held against the times of others.
  var arrivals: UInt64 = 0
  /// The venue's wallets at the end.
  var wallets: UInt64 = 0
  /// Orders that the venue took.
  var orders: UInt64 = 0
  /// Slots by their state now.
  var completed: UInt64 = 0
  var failed: UInt64 = 0
  var skipped: UInt64 = 0
  var unknown: UInt64 = 0

  /// Counts a slot in or out.
  mutating func change(_ state: SlotState, by step: Int64) {
    switch state {
    case .completed: completed = UInt64(Int64(completed) + step)
    case .failed: failed = UInt64(Int64(failed) + step)
    case .skipped: skipped = UInt64(Int64(skipped) + step)
    case .unknown: unknown = UInt64(Int64(unknown) + step)
    case .pending, .inProgress: break
    }
  }
}
