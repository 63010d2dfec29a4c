import DatabaseTestSupport
import JSONText
import Platform
import TestSupport
import Testing

/// What is told of the audit of a run whose venue has gone on since.
@Suite(.serialized) struct ConcludedAuditTests {
  private static let loss = """
    DELETE FROM $schema.orders WHERE id = (SELECT min(id) FROM $schema.orders WHERE leaves_lots > 0)
    """

  @Test func `show and report tell the audit of the run's end, audit reads the venue anew`() throws
  {
    let place = try BookPlace()
    let ended = try place.execute(place.runWords("a"))
    #expect(ended.end == .exited(0), "\(ended.error)")
    let audit = try #require(try ended.json()["audit"])
    try place.schema.row(Self.loss)
    for words in [["show", "a", "--json"], ["report", "a", "--json"]] {
      let told = try #require(try place.execute(words).json()["audit"])
      #expect(told["made_at"]?.stringValue != nil)
      for key in ["verdict", "invariants", "checks", "left_out", "violation_count", "violations"] {
        #expect(told[key] == audit[key], "\(words): \(key)")
      }
    }
    let text = try place.execute(["show", "a"])
    #expect(text.output.contains("simulator audit a makes it anew"), "\(text.output)")
    let anew = try place.execute(["audit", "a", "--json"])
    #expect(anew.end == .exited(80), "\(anew.error)")
    #expect(try anew.json()["audit"]?["verdict"]?.stringValue == "fail")
  }

  @Test func `a violation is told again as it was found`() throws {
    let place = try BookPlace()
    try place.schema.row(
      """
      CREATE FUNCTION $schema.lose() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.available_change = NEW.available_change + 1; RETURN NEW; END';
      CREATE TRIGGER lose BEFORE INSERT ON $schema.ledger_entries FOR EACH ROW
        WHEN (NEW.kind = 'trade') EXECUTE FUNCTION $schema.lose()
      """)
    let ended = try place.execute(place.runWords("a"))
    #expect(ended.end == .exited(80), "\(ended.error)")
    let audit = try #require(try ended.json()["audit"])
    let told = try #require(try place.execute(["show", "a", "--json"]).json()["audit"])
    #expect(audit["violation_count"]?.intValue ?? 0 > 0)
    for key in ["verdict", "invariants", "checks", "left_out", "violation_count", "violations"] {
      #expect(told[key] == audit[key], "\(key)")
    }
  }

  @Test func `without an audit of this state the reason is told`() throws {
    let place = try BookPlace()
    try place.expect(place.runWords("none", ["--no-audit"]))
    try place.expect(place.runWords("bad"))
    try place.write("{", as: "simulator_state/bad/audit.json")
    for (run, reason) in [("none", "were not read since"), ("bad", "audit.json")] {
      let told = try #require(try place.execute(["show", run, "--json"]).json()["audit"])
      #expect(told["verdict"]?.stringValue == "unknown")
      #expect(told["made_at"] == nil)
      let reasons = told["left_out"]?.elements?.compactMap(\.stringValue) ?? []
      #expect(reasons.contains { $0.contains(reason) }, "\(run): \(reasons)")
      #expect(reasons.contains { $0.contains("simulator audit \(run)") }, "\(run): \(reasons)")
    }
  }
}
