public import Audit
import Budgets
import Domain
import JSONText
public import Platform
public import Simulation

/// The audit that was made when a run on a venue outside ended, kept as `audit.json` beside its records.
///
/// Such a venue goes on, so that what it says later is another matter: `docs/formats/checkpoint.md`
/// describes the file, and what it is good for.
public struct ConcludedAudit: Sendable {
  /// What it found.
  public let result: AuditResult
  /// When it was made.
  public let madeAt: WallTime

  /// The schema that the JSON names.
  public static let schema = "simulator.concluded-audit/1"

  /// An audit that was just made.
  public init(_ result: AuditResult, madeAt: WallTime) {
    self.result = result
    self.madeAt = madeAt
  }

  /// The file's content: with what tells the state of the run that was audited.
  public func encoded(for report: RunReport) -> [UInt8] {
    var json = JSONWriter(style: .pretty)
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("run_id", report.runID)
    json.member("made_at", madeAt.text)
    json.member("state", Self.state(of: report))
    json.key("findings")
    json.beginArray()
    for finding in result.findings { Self.write(finding, to: &json) }
    json.endArray()
    json.key("notes")
    json.beginArray()
    for note in result.notes { json.string(note) }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.drain()
  }

  /// The audit of the run that `report` tells of; nil when none was made since it came to this state.
  ///
  /// - Throws: `RunError` naming the file and what is wrong with it.
  public static func read(
    _ directory: RunDirectory, of report: RunReport
  ) throws(RunError) -> ConcludedAudit? {
    let path = directory.audit
    guard directory.volume.exists(path) else { return nil }
    let json: JSONNode
    do {
      json = try JSONParser.parse(try directory.volume.read(path))
    } catch {
      throw RunError(.badRecords, "\(path): \(error)")
    }
    guard json["schema"]?.stringValue == schema,
      let madeAt = json["made_at"]?.stringValue.flatMap(WallTime.init(text:)),
      let state = json["state"]?.stringValue,
      let findings = json["findings"]?.elements?.map(finding),
      !findings.contains(where: { $0 == nil })
    else {
      throw RunError(.badRecords, "\(path) is no audit of schema \(schema)")
    }
    guard state == Self.state(of: report) else { return nil }
    let notes = json["notes"]?.elements?.compactMap(\.stringValue) ?? []
    return ConcludedAudit(AuditResult(findings.compactMap(\.self), notes: notes), madeAt: madeAt)
  }

  /// What a run came to, in a line that differs when it was taken up again.
  private static func state(of report: RunReport) -> String {
    let counts = report.statistics
    return "\(report.status.rawValue), \(counts.completed) completed, \(counts.failed) failed, "
      + "\(counts.skipped) skipped, \(counts.unknown) unknown, tape \(report.tape.digest), "
      + "ledger \(report.budgets.ledgerHash().digest)"
  }

  private static func write(_ finding: InvariantFinding, to json: inout JSONWriter) {
    json.beginObject()
    json.member("number", UInt64(finding.invariant.rawValue))
    json.member("facts", finding.factCount)
    json.member("violation_count", finding.violationCount)
    json.key("violations")
    json.beginArray()
    for violation in finding.violations { write(violation, to: &json) }
    json.endArray()
    if let worst = finding.worst {
      json.key("worst")
      write(worst, to: &json)
    }
    json.key("left_out")
    json.beginArray()
    for reason in finding.leftOut { json.string(reason) }
    json.endArray()
    json.endObject()
  }

  private static func write(_ violation: AuditViolation, to json: inout JSONWriter) {
    let place = violation.place
    json.beginObject()
    if let slot = place.slot { json.member("slot", slot) }
    if let order = place.order { json.member("order", order) }
    if let account = place.account { json.member("account", account) }
    if let market = place.market { json.member("market", market) }
    if let asset = place.asset { json.member("asset", asset) }
    json.member("expected", violation.expected)
    json.member("found", violation.found)
    json.key("magnitude")
    json.integer(violation.magnitude)
    json.endObject()
  }

  private static func finding(_ json: JSONNode) -> InvariantFinding? {
    guard let invariant = json["number"]?.intValue.flatMap(Invariant.init(rawValue:)),
      let facts = json["facts"]?.uint64Value, let count = json["violation_count"]?.uint64Value,
      let violations = json["violations"]?.elements?.compactMap({ violation($0, of: invariant) })
    else { return nil }
    return InvariantFinding(
      invariant, factCount: facts, violationCount: count, violations: violations,
      worst: json["worst"].flatMap { violation($0, of: invariant) },
      leftOut: json["left_out"]?.elements?.compactMap(\.stringValue) ?? [])
  }

  private static func violation(_ json: JSONNode, of invariant: Invariant) -> AuditViolation? {
    guard let expected = json["expected"]?.stringValue, let found = json["found"]?.stringValue
    else { return nil }
    let place = AuditPlace(
      slot: json["slot"]?.uint64Value, order: json["order"]?.stringValue,
      account: json["account"]?.stringValue, market: json["market"]?.stringValue,
      asset: json["asset"]?.stringValue)
    return AuditViolation(
      invariant, place, expected: expected, found: found,
      magnitude: json["magnitude"]?.int128Value ?? 0)
  }
}
