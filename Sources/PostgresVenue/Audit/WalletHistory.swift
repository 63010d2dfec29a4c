import Domain

/// One account's one asset over time: what changed it, and the orders that were refused for want of it.
///
/// Commands of one market are ordered by their numbers, and those of one lane by the begin of their
/// transactions, since a lane waits for each answer. Between lanes, and for others than the run, the order
/// is open where transactions may have overlapped: then a refusal counts as wrong only if the wallet
/// sufficed however they were ordered.
struct WalletHistory {
  /// A change or a refusal.
  struct Event {
    /// When its transaction began, in microseconds; `.min` for what was there before the run.
    var begun: Int64
    /// The market of its command; nil for none.
    var market: Int?
    /// The number of its command in that market.
    var number: UInt64?
    /// The run's lane that sent it; nil for others.
    var lane: Int?
    /// The slot that sent it; nil for others.
    var slot: UInt64?
    /// What was added; of a refusal: what it needed.
    var amount: Int128
  }

  /// What a refusal was.
  enum Finding: Hashable {
    /// Less was available, however the commands were ordered.
    case justified
    /// At least so much was available, however they were ordered.
    case unjustified(available: Int128)
    /// It depends on their order.
    case open
  }

  private enum Order { case before, after, open }

  /// No transaction takes longer, in microseconds.
  let durationMax: Int64
  /// By begin.
  private var changes: [Event] = []
  /// What the changes before each one add up to; one more than there are changes.
  private var sums: [Int128] = [0]

  init(durationMax: Int64) { self.durationMax = durationMax }

  /// Adds a change that did not begin before the last one.
  mutating func append(_ change: Event) {
    changes.append(change)
    sums.append(sums[sums.count - 1] + change.amount)
  }

  /// Judges a refusal. O(log changes + changes that began about then).
  func judge(_ refusal: Event) -> Finding {
    let end = end(of: refusal)
    var place = firstPlace(from: Self.earlier(refusal.begun, durationMax))
    var low = sums[place]
    var high = low
    while place < changes.count, changes[place].begun <= Self.later(refusal.begun, durationMax) {
      let amount = changes[place].amount
      switch order(place, refusal, endingAt: end) {
      case .before:
        low += amount
        high += amount
      case .after: break
      case .open:
        low += min(0, amount)
        high += max(0, amount)
      }
      place += 1
    }
    if low >= refusal.amount { return .unjustified(available: low) }
    return high < refusal.amount ? .justified : .open
  }

  /// Whether a change took effect before or after a refusal.
  private func order(_ place: Int, _ refusal: Event, endingAt end: Int64) -> Order {
    let change = changes[place]
    if change.begun == .min { return .before }
    if change.market == refusal.market, let number = change.number, let other = refusal.number {
      return number < other ? .before : .after
    }
    guard let lane = change.lane else { return .open }
    if lane == refusal.lane {
      if change.begun != refusal.begun { return change.begun < refusal.begun ? .before : .after }
      guard let slot = change.slot, let other = refusal.slot else { return .open }
      return slot < other ? .before : .after
    }
    if change.begun >= end { return .after }
    return isFollowed(place, by: refusal.begun) ? .before : .open
  }

  /// Whether the change's lane began another transaction until then, and so had ended this one.
  private func isFollowed(_ place: Int, by time: Int64) -> Bool {
    var next = place + 1
    while next < changes.count, changes[next].begun <= time {
      if changes[next].lane == changes[place].lane && changes[next].begun > changes[place].begun {
        return true
      }
      next += 1
    }
    return false
  }

  /// When the refusal's transaction had ended for certain.
  private func end(of refusal: Event) -> Int64 {
    let latest = Self.later(refusal.begun, durationMax)
    guard let lane = refusal.lane else { return latest }
    var place = firstPlace(from: refusal.begun)
    while place < changes.count, changes[place].begun <= latest {
      if changes[place].lane == lane && changes[place].begun > refusal.begun {
        return changes[place].begun
      }
      place += 1
    }
    return latest
  }

  /// The first change that began at that time or later.
  private func firstPlace(from time: Int64) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].begun < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func earlier(_ time: Int64, _ span: Int64) -> Int64 {
    time.subtractingReportingOverflow(span).overflow ? .min : time - span
  }

  private static func later(_ time: Int64, _ span: Int64) -> Int64 {
    time.addingReportingOverflow(span).overflow ? .max : time + span
  }
}
