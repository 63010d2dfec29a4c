import JSONText
import TestSupport
import Testing

@Suite("docs/formats describe every key that is printed")
struct RecordDocsTests {
  private let state: String
  private let summary: String

  init() throws {
    let folder = "\(RepositoryRoot.path)/docs/formats"
    state = try #require(TextFile.read("\(folder)/state.md"))
    summary = try #require(TextFile.read("\(folder)/summary.md"))
  }

  /// All keys in a tree.
  private func keys(_ node: JSONNode) -> Set<String> {
    var found: Set<String> = []
    for member in node.members ?? [] { found.formUnion(keys(member.node).union([member.key])) }
    for element in node.elements ?? [] { found.formUnion(keys(element)) }
    return found
  }

  private func omissions(_ nodes: [JSONNode], _ text: String) -> [String] {
    nodes.reduce(into: Set<String>()) { $0.formUnion(keys($1)) }
      .filter { !text.contains("`\($0)`") && !text.contains("`\"\($0)\"`") }.sorted()
  }

  @Test("the summary")
  func summaries() throws {
    let run = try SavedRun()
    let told = try run.call(["run", "--run-id", "nightly", "--json"] + SavedRun.troubled).json()
    let shown = try run.call(["show", "nightly", "--json"]).json()
    for json in [told, shown] {
      #expect(json["schema"]?.stringValue == "simulator.summary/1")
      #expect(keys(json).contains("p999"))
      #expect(omissions([json], summary + state) == [])
    }
  }

  @Test("state, slots, budgets, history, runs and schedule")
  func records() throws {
    let run = try SavedRun.executed()
    let words = [
      ["show", "nightly", "--full", "--json"], ["budgets", "nightly", "--json"],
      ["runs", "--json"],
    ]
    let objects = try words.map { try run.call($0).json() }
    let lines = try [
      ["show", "nightly", "--slots", "--json", "--limit", "720"],
      ["budgets", "nightly", "--history", "--json"], ["schedule", "--json"],
    ].flatMap { try run.call($0).jsonLines() }
    let schemas = Set((objects + lines).compactMap { $0["schema"]?.stringValue })
    let names = [
      "state", "budgets", "runs", "slot", "budget_snapshot", "schedule", "planned_slot",
    ]
    #expect(schemas == Set(names.map { "simulator.\($0)/1" }))
    #expect((objects + lines).allSatisfy { $0["schema"] != nil })
    for schema in schemas { #expect(state.contains("`\(schema)`")) }
    // A key of the form {"MatchWith": ...} stands in the text as it is printed.
    #expect(state.contains("`{\"MatchWith\": \"<account>\"}`"))
    #expect(omissions(objects + lines, state).filter { $0 != "MatchWith" } == [])
  }

  @Test("a key that is not described is found")
  func findsOmissions() throws {
    let node = try JSONParser.parse(Array(#"{"a": [{"b": 1}], "c": 2}"#.utf8))
    #expect(omissions([node], "`a` and `c`, but not b") == ["b"])
  }
}
