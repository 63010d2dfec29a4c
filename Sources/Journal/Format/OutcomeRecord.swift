internal import Platform

/// What became of one action slot; commits the fills right before it.
///
///     bytes  0..<4   checksum
///            4       kind: 1
///            5..<8   attempts
///            8..<14  slot
///           14       state
///           15       reason
///           16..<22  frontier
///           22       order status
///           23       decision
///           24..<32  cumulative quantity, lots
///           32..<40  canceled quantity, lots
///           40..<48  planned at, ns
///           48..<55  sent delay, ns
///           55       flags
///           56..<61  service time, ns
///           61..<64  fill count
public struct OutcomeRecord: Hashable, Sendable {
  /// The slot; less than 2^48.
  public var slot: UInt64
  /// Every slot of the journal's main pass below this is finished, this one included; less than
  /// 2^48 and never less than in the outcome before.
  public var frontier: UInt64
  /// 1 completed, 2 failed, 3 skipped, 4 unknown.
  public var state: UInt8
  /// The code of the refusal or failure; 0 for none.
  public var reason: UInt8
  /// The order's status at the venue, as the venue layer numbers it; 0 for none.
  public var orderStatus: UInt8
  /// Who decided after a failure: 0 nobody, 1 retry, 2 skip, 3 continue, 4 policy; further values
  /// are the caller's.
  public var decision: UInt8
  /// Bit 0: an amendment. The others are the caller's.
  public var flags: UInt8
  /// How often the order was sent; 2^24 - 1 stands for that and more.
  public var attempts: UInt32
  /// How many fill records right before this one belong to it; less than 2^24.
  public var fillCount: UInt32
  /// Filled so far, in lots.
  public var cumulativeLots: Int64
  /// Canceled, in lots.
  public var canceledLots: Int64
  /// When the slot was to be sent, in nanoseconds since the run's start.
  public var plannedAtNanoseconds: Int64
  /// From the planned to the real sending; 2^56 - 1 (two years) stands for that and more.
  public var sentDelayNanoseconds: UInt64
  /// From the sending to the outcome; 2^40 - 1 (18 minutes) stands for that and more.
  public var serviceTimeNanoseconds: UInt64

  /// Makes an outcome of its parts.
  @inlinable
  public init(
    slot: UInt64, frontier: UInt64, state: UInt8, reason: UInt8 = 0, orderStatus: UInt8 = 0,
    decision: UInt8 = 0, flags: UInt8 = 0, attempts: UInt32 = 1, fillCount: UInt32 = 0,
    cumulativeLots: Int64 = 0, canceledLots: Int64 = 0, plannedAtNanoseconds: Int64 = 0,
    sentDelayNanoseconds: UInt64 = 0, serviceTimeNanoseconds: UInt64 = 0
  ) {
    self.slot = slot
    self.frontier = frontier
    self.state = state
    self.reason = reason
    self.orderStatus = orderStatus
    self.decision = decision
    self.flags = flags
    self.attempts = attempts
    self.fillCount = fillCount
    self.cumulativeLots = cumulativeLots
    self.canceledLots = canceledLots
    self.plannedAtNanoseconds = plannedAtNanoseconds
    self.sentDelayNanoseconds = sentDelayNanoseconds
    self.serviceTimeNanoseconds = serviceTimeNanoseconds
  }

  /// The flag of an amendment: a later outcome of a slot that has one already.
  @inlinable
  public static var amendmentFlag: UInt8 { 1 }

  /// Whether this is a later outcome of a slot that has one already.
  @inlinable
  public var isAmendment: Bool { flags & Self.amendmentFlag != 0 }
}

extension OutcomeRecord {
  /// The record without its checksum.
  @inline(__always)
  var encoded: CacheLine {
    precondition(slot >> 48 == 0 && frontier >> 48 == 0, "slot or frontier beyond 2^48")
    precondition(fillCount >> 24 == 0, "more fills than an outcome can commit")
    return CacheLine(
      UInt64(JournalFormat.outcomeKind) << 32 | UInt64(min(attempts, 0xFF_FFFF)) << 40,
      slot | UInt64(state) << 48 | UInt64(reason) << 56,
      frontier | UInt64(orderStatus) << 48 | UInt64(decision) << 56,
      UInt64(bitPattern: cumulativeLots),
      UInt64(bitPattern: canceledLots),
      UInt64(bitPattern: plannedAtNanoseconds),
      min(sentDelayNanoseconds, 1 << 56 - 1) | UInt64(flags) << 56,
      min(serviceTimeNanoseconds, 1 << 40 - 1) | UInt64(fillCount) << 40)
  }

  /// The outcome in a line of that kind.
  @inline(__always)
  init(decoding line: CacheLine) {
    slot = line.w1 & (1 << 48 - 1)
    frontier = line.w2 & (1 << 48 - 1)
    state = UInt8(truncatingIfNeeded: line.w1 >> 48)
    reason = UInt8(truncatingIfNeeded: line.w1 >> 56)
    orderStatus = UInt8(truncatingIfNeeded: line.w2 >> 48)
    decision = UInt8(truncatingIfNeeded: line.w2 >> 56)
    flags = UInt8(truncatingIfNeeded: line.w6 >> 56)
    attempts = UInt32(truncatingIfNeeded: line.w0 >> 40)
    fillCount = UInt32(truncatingIfNeeded: line.w7 >> 40)
    cumulativeLots = Int64(bitPattern: line.w3)
    canceledLots = Int64(bitPattern: line.w4)
    plannedAtNanoseconds = Int64(bitPattern: line.w5)
    sentDelayNanoseconds = line.w6 & (1 << 56 - 1)
    serviceTimeNanoseconds = line.w7 & (1 << 40 - 1)
  }
}
