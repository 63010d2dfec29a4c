/// What an audit came to.
public enum AuditVerdict: String, Sendable {
  /// Everything that was checked is right.
  case pass
  /// Something is wrong.
  case fail
  /// Nothing is wrong as far as it can be seen, but open outcomes leave checks undone.
  case unknown
}

/// One thing that is wrong.
public struct AuditViolation: Hashable, Sendable {
  /// The check that found it.
  public let check: String
  /// What is wrong, where, with expected and found.
  public let message: String
}

/// Verdict, evidence and violations of an audit.
public struct AuditResult: Sendable {
  /// The checks that were made, by name.
  public internal(set) var checks: [String] = []
  /// The checks that could not be made, each with the reason.
  public internal(set) var leftOut: [String] = []
  /// What a user should know and is not wrong.
  public internal(set) var notes: [String] = []
  /// What is wrong; the first hundred.
  public internal(set) var violations: [AuditViolation] = []
  /// How much is wrong in all.
  public internal(set) var violationCount = 0

  /// The most violations that are kept.
  public static let violationsMax = 100

  /// Nothing checked yet.
  public init() {}

  /// Pass, fail or unknown.
  public var verdict: AuditVerdict {
    if violationCount > 0 { return .fail }
    return leftOut.isEmpty && !checks.isEmpty ? .pass : .unknown
  }

  mutating func record(_ check: String, _ messages: [String]) {
    checks.append(check)
    violationCount += messages.count
    for message in messages.prefix(max(0, Self.violationsMax - violations.count)) {
      violations.append(AuditViolation(check: check, message: message))
    }
  }
}
