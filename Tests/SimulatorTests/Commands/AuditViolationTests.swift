import JSONText
import Journal
import Platform
import TestSupport
import Testing

@Suite("Records that were tampered with, as a user meets them")
struct AuditViolationTests {
  /// Something put wrong in the records, and the invariant that says so.
  struct Wrong: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let number: Int
    let name: String
    let apply: @Sendable (AuditTampering) throws -> Bool
  }

  static let wrongs = [
    Wrong(
      testDescription: "an acknowledgement that got lost", number: 1, name: "one order per slot"
    ) { journal in
      try journal.changeOutcome { record in
        guard record.state == 1, record.fillCount == 0, record.slot > 4 else { return }
        (record.state, record.reason) = (2, 65)
      }
    },
    Wrong(testDescription: "one lot too many", number: 3, name: "quantities add up") {
      try $0.changeFill { $0.quantityLots += 1 }
    },
    Wrong(
      testDescription: "a number on the tape", number: 4, name: "fills are numbered without gaps"
    ) { try $0.changeFill { $0.sequence += 1 } },
    Wrong(
      testDescription: "a price nobody asked for", number: 5,
      name: "fills keep the terms of their orders"
    ) { try $0.changeFill { $0.priceTicks += 1 } },
  ]

  @Test("exit code 80, and the invariant by number and name in every form", arguments: wrongs)
  func everyForm(wrong: Wrong) throws {
    let run = try SavedRun.executed([
      "--accounts", "6", "--trades-per-account", "20", "--resting-share", "0.2",
    ])
    #expect(try wrong.apply(AuditTampering(path: run.journal)))
    let title = "\(wrong.number) \(wrong.name)"

    let text = try run.call(["audit", "nightly"])
    #expect(text.status == .exited(80))
    #expect(text.output.contains("\n\(title)\n  first: "), "\(text.output)")
    #expect(text.output.contains("\nAudit      FAIL: "))
    let rows = text.output.split(separator: "\n").filter { $0.contains("  VIOLATED  ") }
    #expect(rows.contains { $0.contains(" \(wrong.number)  \(wrong.name) ") })

    let json = try run.call(["audit", "nightly", "--json"])
    #expect(json.status == .exited(80))
    try check(try json.json(), wrong)

    let folder = run.folder.path
    let files = ["--junit", "\(folder)/a.xml", "--report", "\(folder)/a.html"]
    let resumed = try run.call(["resume", "nightly", "--json"] + files)
    #expect(resumed.status == .exited(80))
    try check(try resumed.json(), wrong)
    let junit = try #require(TextFile.read("\(folder)/a.xml"))
    #expect(junit.contains("name=\"\(title)\"><failure message="))
    let html = try #require(TextFile.read("\(folder)/a.html"))
    #expect(html.contains(wrong.name) && html.contains("Audit: fail."))
  }

  private func check(_ json: JSONNode, _ wrong: Wrong) throws {
    #expect(json["exit_code"]?.intValue == 80)
    #expect(json["audit"]?["verdict"]?.stringValue == "fail")
    let invariant = try #require(json["audit"]?["invariants"]?[wrong.number - 1])
    #expect(invariant["name"]?.stringValue == wrong.name)
    #expect(invariant["status"]?.stringValue == "violated")
    #expect(invariant["violations"]?.intValue ?? 0 > 0)
    let first = try #require(invariant["first"])
    #expect(first["invariant"]?.intValue == wrong.number)
    #expect(first["expected"]?.stringValue?.isEmpty == false)
    #expect(first["found"]?.stringValue?.isEmpty == false)
    #expect(first["slot"]?.uint64Value != nil)
  }
}
