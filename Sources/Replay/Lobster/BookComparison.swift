public import Domain
import Matching

/// What came of comparing the venue's book with the recorded one after every message.
public struct BookComparisonResult: Hashable, Sendable {
  /// The first difference of a cause.
  public struct Example: Hashable, Sendable {
    /// Line of the message, from 1.
    public var line: UInt64
    /// Which side.
    public var side: Side
    /// In ticks.
    public var price: Price
    /// What rests at the venue.
    public var found: Quantity
    /// What the file says.
    public var expected: Quantity
  }

  /// Rows compared.
  public internal(set) var rows: UInt64 = 0
  /// Rows at which every level was as recorded.
  public internal(set) var equalRows: UInt64 = 0
  /// Levels that differed, by cause.
  public internal(set) var differences: [DifferenceCause: UInt64] = [:]
  /// The first difference of each cause.
  public internal(set) var examples: [DifferenceCause: Example] = [:]
  /// Messages without a row, since the order-book file is shorter.
  public internal(set) var missingRows: UInt64 = 0
  /// Rows without a message, since the order-book file is longer.
  public internal(set) var extraRows: UInt64 = 0
  /// Levels that a row has on each side at most.
  public internal(set) var levelCount = 0

  /// Nothing yet.
  public init() {}
}

/// Holds the venue's book against a recorded one, names the cause of each difference, and takes the
/// recorded level over, so that one cause is counted once.
struct BookComparison {
  private(set) var result = BookComparisonResult()
  /// What each side could be seen of before; nil: all.
  private var visibleBefore: [Int64?] = [nil, nil]
  private var isFirst = true
  private var badRowsBefore: UInt64 = 0

  /// One level that differs.
  private struct Difference {
    let side: Side
    let price: Int64
    let found: Int64
    let expected: Int64
  }

  /// Compares the book after `message` with the row that was read last.
  mutating func compare<V: FlowVenue & ~Copyable>(
    _ row: borrowing LobsterBookReader, after message: LobsterMessage, line: UInt64,
    badRows: UInt64, _ translator: inout LobsterTranslator<V>
  ) {
    result.rows += 1
    result.levelCount = row.levelCount
    var isEqual = true
    // A level that is taken over can bring a further one into sight; each is taken over once.
    for _ in 0..<4 * row.levelCount + 4 {
      let differences = Side.allCases.flatMap { self.differences($0, row, translator) }
      if differences.isEmpty { break }
      isEqual = false
      for difference in differences {
        note(
          difference, cause(of: difference, message, badRows: badRows, translator), line: line)
      }
      adopt(differences, &translator)
    }
    if isEqual { result.equalRows += 1 }
    for side in Side.allCases { visibleBefore[Int(side.rawValue)] = row.lastVisible(side) }
    badRowsBefore = badRows
    isFirst = false
  }

  /// Notes that a message has no row.
  mutating func noteMissingRow() { result.missingRows += 1 }

  /// Notes that the file has more rows than there are messages.
  mutating func noteExtraRows(_ count: UInt64) { result.extraRows = count }

  /// The levels in sight that differ, best first. None, if the venue has no book.
  private func differences<V: FlowVenue & ~Copyable>(
    _ side: Side, _ row: borrowing LobsterBookReader,
    _ translator: borrowing LobsterTranslator<V>
  ) -> [Difference] {
    let expected = row.levels(side)
    let found = translator.sender.venue.reading {
      $0.depth(LobsterTranslator<V>.market, side, levels: row.levelCount)
    }
    guard let found else { return [] }
    if Self.isEqual(found, expected) { return [] }
    return Self.merge(side, found, expected, last: row.lastVisible(side))
  }

  @inline(__always)
  private static func isEqual(_ found: [DepthLevel], _ expected: [BookLevel]) -> Bool {
    guard found.count == expected.count else { return false }
    for place in found.indices
    where found[place].price.ticks != expected[place].price
      || found[place].quantity.lots != expected[place].size
    { return false }
    return true
  }

  private static func merge(
    _ side: Side, _ found: [DepthLevel], _ expected: [BookLevel], last: Int64?
  ) -> [Difference] {
    var sizes: [Int64: (found: Int64, expected: Int64)] = [:]
    for level in found where isVisible(level.price.ticks, side, last: last) {
      sizes[level.price.ticks, default: (0, 0)].found = level.quantity.lots
    }
    for level in expected { sizes[level.price, default: (0, 0)].expected = level.size }
    return sizes.filter { $0.value.found != $0.value.expected }
      .map {
        Difference(
          side: side, price: $0.key, found: $0.value.found, expected: $0.value.expected)
      }
      .sorted { side == .ask ? $0.price < $1.price : $0.price > $1.price }
  }

  /// Whether a row whose last price is `last` tells of `price`.
  private static func isVisible(_ price: Int64, _ side: Side, last: Int64?) -> Bool {
    guard let last else { return true }
    return side == .ask ? price <= last : price >= last
  }

  private func cause<V: FlowVenue & ~Copyable>(
    of difference: Difference, _ message: LobsterMessage, badRows: UInt64,
    _ translator: borrowing LobsterTranslator<V>
  ) -> DifferenceCause {
    let last = visibleBefore[Int(difference.side.rawValue)]
    if badRows > badRowsBefore { return .badRow }
    if !isFirst && !Self.isVisible(difference.price, difference.side, last: last) {
      return .beyondDepth
    }
    switch message.kind {
    case .halt: return .halt
    case .cross: return .cross
    case .hiddenExecution: return .hiddenExecution
    default: break
    }
    if translator.isHalted { return .halt }
    let isAboutIt = message.price == difference.price && message.side == difference.side
    return translator.lastWasUnknown && isAboutIt ? .unknownOrder : .unexplained
  }

  private mutating func note(
    _ difference: Difference, _ cause: DifferenceCause, line: UInt64
  ) {
    result.differences[cause, default: 0] += 1
    guard result.examples[cause] == nil else { return }
    result.examples[cause] = BookComparisonResult.Example(
      line: line, side: difference.side, price: Price(ticks: difference.price),
      found: Quantity(lots: difference.found), expected: Quantity(lots: difference.expected))
  }

  /// Makes the venue's levels as recorded: first those that hold too much, so that what is added
  /// afterwards meets nothing that should not be there. Which orders make a level up is not known any
  /// more.
  private func adopt<V: FlowVenue & ~Copyable>(
    _ differences: [Difference], _ translator: inout LobsterTranslator<V>
  ) {
    let excess = differences.filter { $0.found > $0.expected }
    let lack = differences.filter { $0.found < $0.expected }
    for level in excess + lack {
      translator.takeOver(level.side, at: level.price, size: level.expected)
    }
  }
}
