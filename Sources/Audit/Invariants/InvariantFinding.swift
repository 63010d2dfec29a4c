public import Domain

/// What the audit came to about one invariant.
public struct InvariantFinding: Sendable {
  /// Which one.
  public let invariant: Invariant
  /// How many facts were held against it: orders, fills, balances, whatever it speaks of.
  public internal(set) var factCount: UInt64 = 0
  /// How many of them contradict it.
  public internal(set) var violationCount: UInt64 = 0
  /// The contradictions that are kept: the first ones.
  public internal(set) var violations: [AuditViolation] = []
  /// The contradiction with the largest difference; nil when there is none.
  public internal(set) var worst: AuditViolation?
  /// Why it could not be checked, or not wholly; empty when it was.
  public internal(set) var leftOut: [String] = []

  /// The most contradictions that are kept of one invariant.
  public static let violationsMax = 20

  /// How it stands.
  public enum Status: String, Sendable {
    /// Something contradicts it.
    case violated
    /// It was not or not wholly checked.
    case unchecked
    /// There was nothing that it speaks of.
    case vacuous
    /// All facts agree with it.
    case held
  }

  /// Nothing is known of it yet.
  public init(_ invariant: Invariant) { self.invariant = invariant }

  /// Makes a finding of its parts, as it was told before.
  public init(
    _ invariant: Invariant, factCount: UInt64, violationCount: UInt64,
    violations: [AuditViolation], worst: AuditViolation?, leftOut: [String]
  ) {
    self.invariant = invariant
    self.factCount = factCount
    self.violationCount = violationCount
    self.violations = violations
    self.worst = worst
    self.leftOut = leftOut
  }

  /// How it stands.
  public var status: Status {
    if violationCount > 0 { return .violated }
    if !leftOut.isEmpty { return .unchecked }
    return factCount == 0 ? .vacuous : .held
  }

  /// The contradiction that was found first; nil when there is none.
  public var first: AuditViolation? { violations.first }

  mutating func add(_ violation: AuditViolation) {
    violationCount += 1
    if violations.count < Self.violationsMax { violations.append(violation) }
    if (worst?.magnitude ?? -1) < violation.magnitude { worst = violation }
  }

  mutating func merge(_ other: InvariantFinding) {
    factCount += other.factCount
    violationCount += other.violationCount
    violations += other.violations.prefix(max(0, Self.violationsMax - violations.count))
    if let theirs = other.worst, (worst?.magnitude ?? -1) < theirs.magnitude { worst = theirs }
    for reason in other.leftOut where !leftOut.contains(reason) { leftOut.append(reason) }
  }
}
