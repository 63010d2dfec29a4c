import JSONText
import TestSupport
import Testing

@Suite("simulator history --format csv, and the checker of histories")
struct HistoryTableTests {
  @Test("the table tells the same events as the JSON, and outcomes as the slots do")
  func table() throws {
    let run = try SavedRun.executed()
    let json = try HistoryChecker(run.call(["history", "nightly"]).output)
    let text = try run.call(["history", "nightly", "--format", "csv"]).output
    let rows = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let columns = try #require(rows.first)
    let docs = try #require(TextFile.read("\(RepositoryRoot.path)/docs/history.md"))
    #expect(columns.count == 22 && columns.filter { !docs.contains("`\($0)`") } == [])
    #expect(rows.allSatisfy { $0.count == columns.count })
    #expect(rows.count - 1 == json.events.count)
    for (row, event) in zip(rows.dropFirst(), json.events) {
      #expect(
        row[..<5].map { $0 } == [
          "\(event.index)", event.type, "\(event.process)", "\(event.time)", "\(event.slot)",
        ])
      #expect(row[15...].allSatisfy(\.isEmpty) == (event.type == "invoke"))
      let fills = row[21].split(separator: " ").map { $0.split(separator: ":") }
      let told = event.steps.filter { $0.isAppend && $0.list.hasPrefix("\(row[7]) fill ") }
      if told.count > 0 { #expect(told.map { "\($0.elements?[0] ?? 0)" } == fills.map { $0[0] }) }
    }
    let last = Dictionary(
      rows.dropFirst().filter { $0[1] != "invoke" }.map { ($0[4], $0) }, uniquingKeysWith: { $1 })
    let slots = try run.call(
      ["show", "nightly", "--slots", "--json", "--limit", "10000"]
    ).jsonLines()
    for slot in slots {
      let row = try #require(last["\(slot["sequence"]?.uint64Value ?? 0)"])
      #expect(row[5] == slot["kind"]?.stringValue && row[6] == slot["account"]?.stringValue)
      #expect(row[11] == slot["price"]?.stringValue && row[12] == slot["quantity"]?.stringValue)
      #expect(row[16] == slot["state"]?.stringValue)
      #expect(row[17] == slot["reason"]?.stringValue ?? "")
      #expect(row[19] == slot["filled"]?.stringValue ?? "")
    }
  }

  /// A history of two orders, of which the second trades with the first, put wrong in one place.
  private static func history(_ changes: [(String, String)]) throws -> HistoryChecker {
    var text = """
      [
      {"index":0,"type":"invoke","f":"txn","value":[["append","order 0",0]],"process":0,"time":1,"slot":0},
      {"index":1,"type":"ok","f":"txn","value":[["append","order 0",0]],"process":0,"time":2,"slot":0},
      {"index":2,"type":"invoke","f":"txn","value":[["append","order 1",1]],"process":0,"time":3,"slot":1},
      {"index":3,"type":"ok","f":"txn","value":[["append","order 1",1],["r","order 0",[0]]],"process":0,"time":4,"slot":1}
      ]
      """
    for (old, new) in changes { text = text.replacing(old, with: new) }
    return try HistoryChecker(text)
  }

  @Test("the checker finds nothing where nothing is wrong")
  func checkerAgrees() throws {
    let history = try Self.history([])
    #expect(history.problems == [] && history.anomalies() == [])
  }

  @Test(
    "the checker finds what is wrong with the form",
    arguments: [
      ("\"index\":3", "\"index\":4", "index 4 at place 3"),
      ("\"time\":4", "\"time\":2", "3: time goes back"),
      ("\"process\":0,\"time\":3", "\"process\":1,\"time\":3", "3: an end without beginning"),
      ("\"time\":4,\"slot\":1", "\"time\":4,\"slot\":0", "3: the end of another slot"),
      ("\"f\":\"txn\"", "\"f\":\"read\"", "operation 0 is malformed"),
      ("1,\"type\":\"ok\"", "1,\"type\":\"info\"", "2: a process that had ended"),
    ])
  func checkerSeesForm(old: String, new: String, problem: String) throws {
    #expect(try Self.history([(old, new)]).problems.contains(problem))
  }

  @Test("the checker finds what no venue can have done")
  func checkerSeesAnomalies() throws {
    let refused = try Self.history([("1,\"type\":\"ok\"", "1,\"type\":\"fail\"")])
    #expect(refused.anomalies() == ["3: order 0 0 failed"])
    let missed = try Self.history([("[\"r\",\"order 0\",[0]]", "[\"r\",\"order 0\",[]]")])
    #expect(missed.anomalies() == ["3: order 0 0 is missed"])
    let strange = try Self.history([("[\"r\",\"order 0\",[0]]", "[\"r\",\"order 7\",[7]]")])
    #expect(strange.anomalies() == ["3: order 7 7 comes from nowhere"])
    let early = try Self.history([
      (
        "[[\"append\",\"order 0\",0]],\"process\":0,\"time\":2",
        "[[\"r\",\"order 1\",[1]]],\"process\":0,\"time\":2"
      )
    ])
    #expect(early.anomalies().contains("1: order 1 1 came later"))
  }
}
