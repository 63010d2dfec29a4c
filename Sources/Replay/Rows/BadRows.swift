/// What becomes of rows that are not what their format demands: the first ends the replay, or all are
/// left out and counted.
public struct BadRows: Sendable {
  /// Whether bad rows are left out.
  public let areSkipped: Bool
  /// How many were left out.
  public private(set) var count: UInt64 = 0
  /// The first of them, at most `shownMax`.
  public private(set) var shown: [RowError] = []

  /// How many are remembered in full.
  public static let shownMax = 10

  init(areSkipped: Bool) { self.areSkipped = areSkipped }

  /// Notes a bad row, or throws it.
  mutating func note(_ error: @autoclosure () -> RowError) throws(FlowError) {
    guard areSkipped else { throw .row(error()) }
    count += 1
    if shown.count < Self.shownMax { shown.append(error()) }
  }
}
