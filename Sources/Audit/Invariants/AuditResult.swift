public import Domain

/// What an audit came to.
public enum AuditVerdict: String, Sendable {
  /// Everything is right.
  case pass
  /// Something is wrong.
  case fail
  /// Nothing is wrong as far as it can be seen, but something could not be checked.
  case unknown
}

/// Verdict, evidence and violations of an audit.
public struct AuditResult: Sendable {
  /// One finding for each invariant, in the order of their numbers.
  public private(set) var findings = Invariant.allCases.map { InvariantFinding($0) }
  /// What a user should know and is not wrong.
  public var notes: [String] = []

  /// Nothing checked yet.
  public init() {}

  /// An audit that was made before, of what it found.
  public init(_ findings: [InvariantFinding], notes: [String]) {
    self.notes = notes
    for finding in findings { self.findings[finding.invariant.rawValue - 1] = finding }
  }

  /// Pass, fail or unknown. Where nothing at all was checked it is unknown.
  public var verdict: AuditVerdict {
    if violationCount > 0 { return .fail }
    let isIncomplete = findings.contains { $0.status == .unchecked }
    return isIncomplete || checks.isEmpty ? .unknown : .pass
  }

  /// The finding about one invariant.
  public subscript(invariant: Invariant) -> InvariantFinding {
    findings[invariant.rawValue - 1]
  }

  /// The names of the invariants that facts were held against.
  public var checks: [String] {
    findings.filter { $0.factCount > 0 || $0.violationCount > 0 }.map(\.invariant.name)
  }

  /// Why something was not checked, each reason once, with the numbers of the invariants.
  public var leftOut: [String] {
    var reasons: [(text: String, numbers: [String])] = []
    for finding in findings {
      for reason in finding.leftOut {
        let number = String(finding.invariant.rawValue)
        if let place = reasons.firstIndex(where: { $0.text == reason }) {
          reasons[place].numbers.append(number)
        } else {
          reasons.append((reason, [number]))
        }
      }
    }
    return reasons.map {
      "\($0.numbers.count == 1 ? "invariant" : "invariants") "
        + "\($0.numbers.joined(separator: ", ")): \($0.text)"
    }
  }

  /// How much is wrong in all.
  public var violationCount: UInt64 { findings.reduce(0) { $0 + $1.violationCount } }

  /// What is wrong, as far as it is kept, by invariant.
  public var violations: [AuditViolation] { findings.flatMap(\.violations) }

  /// Counts facts that were held against an invariant, whatever came of it.
  @inline(__always)
  public mutating func count(_ invariant: Invariant, _ facts: UInt64 = 1) {
    findings[invariant.rawValue - 1].factCount += facts
  }

  /// Notes what is wrong.
  @inline(never)
  public mutating func add(_ violation: AuditViolation) {
    findings[violation.invariant.rawValue - 1].add(violation)
  }

  /// Notes why invariants were not or not wholly checked.
  public mutating func leaveOut(_ invariants: [Invariant], _ reason: String) {
    for invariant in invariants {
      let place = invariant.rawValue - 1
      if !findings[place].leftOut.contains(reason) { findings[place].leftOut.append(reason) }
    }
  }

  /// Adds what a comparison of the end alone found, beside a replay that may have told of it already.
  ///
  /// What the replay found wrong has consequences at the end, and the replay names their cause; so
  /// then the comparison's violations are not told once more, but said to be left out.
  ///
  /// - Parameter replay: what the replay of the same records found.
  public mutating func merge(_ comparison: AuditResult, behind replay: AuditResult) {
    guard replay.violationCount > 0 else { return merge(comparison) }
    var rest = comparison
    for finding in comparison.findings where finding.violationCount > 0 {
      rest.findings[finding.invariant.rawValue - 1] = InvariantFinding(finding.invariant)
      rest.leaveOut(
        [finding.invariant],
        "what differs at the end is not told beside what the replay of the records found wrong")
    }
    merge(rest)
  }

  /// Forgets why something was not checked.
  mutating func dropReasons() {
    for place in findings.indices { findings[place].leftOut = [] }
  }

  /// Adds what another audit of the same run found.
  public mutating func merge(_ other: AuditResult) {
    for place in findings.indices { findings[place].merge(other.findings[place]) }
    for note in other.notes where !notes.contains(note) { notes.append(note) }
  }
}
