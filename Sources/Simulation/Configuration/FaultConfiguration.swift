/// What goes wrong on purpose between the simulator and its venue.
///
/// Probabilities are whole billionths. The four of one order exclude each other: together they are
/// at most 10^9.
public struct FaultConfiguration: Equatable, Sendable {
  /// The order is refused.
  public var refusalBillionths: UInt64
  /// The order is lost before it was sent; it can be tried again.
  public var failureBillionths: UInt64
  /// The answer is a timeout, and the venue never saw the order.
  public var timeoutBeforeApplyBillionths: UInt64
  /// The answer is a timeout, yet the venue has taken the order.
  public var timeoutAfterApplyBillionths: UInt64
  /// Late answers; nil when there are none.
  public var delay: FaultDelay?
  /// Times in which the venue stands still.
  public var stalls: [FaultStall]
  /// What is done to the venue's server.
  public var server: [ServerFault] = []

  /// Certainty, in billionths.
  static let certain: UInt64 = 1_000_000_000

  /// Whether nothing ever goes wrong.
  var isNothing: Bool { sparesOrders && server.isEmpty }

  /// Whether nothing goes wrong between the program and the venue.
  var sparesOrders: Bool {
    refusalBillionths + failureBillionths + timeoutBeforeApplyBillionths
      + timeoutAfterApplyBillionths == 0 && delay == nil && stalls.isEmpty
  }
}

/// Late answers.
public struct FaultDelay: Equatable, Sendable {
  /// Probability in billionths, more than 0.
  public var probabilityBillionths: UInt64
  /// Shortest delay in milliseconds.
  public var minMilliseconds: UInt64
  /// Longest delay in milliseconds, at least the shortest.
  public var maxMilliseconds: UInt64
}

/// A time in which the venue stands still.
public struct FaultStall: Equatable, Sendable {
  /// Begin, in milliseconds after the begin of the run.
  public var startMilliseconds: UInt64
  /// Length in milliseconds, more than 0.
  public var durationMilliseconds: UInt64
}
