import JSONText
import Testing

/// The parts of the summary that scenarios look at.
struct Summary {
  /// The whole object.
  let json: JSONNode

  init(_ text: String) throws {
    json = try JSONParser.parse(Array(text.utf8))
    #expect(json["schema"]?.stringValue == "simulator.summary/1")
  }

  var status: String { json["status"]?.stringValue ?? "" }
  var exitCode: Int { json["exit_code"]?.intValue ?? -1 }
  var verdict: String { json["audit"]?["verdict"]?.stringValue ?? "" }
  var violations: String {
    (json["audit"]?["violations"]?.elements ?? []).compactMap { $0["message"]?.stringValue }
      .joined(separator: "; ")
  }
  var plan: String { json["plan_hash"]?.stringValue ?? "" }
  var tape: String { json["tape_hash"]?.stringValue ?? "" }
  var ledger: String { json["ledger_hash"]?.stringValue ?? "" }

  /// How many slots are in a state, such as `failed`.
  func slots(_ state: String) -> UInt64 { json["slots"]?[state]?.uint64Value ?? .max }

  /// A number at the top, such as `matches`.
  func count(_ name: String) -> UInt64 { json[name]?.uint64Value ?? .max }

  /// What a plan decides, however it was executed: hashes, slots and matches.
  var essence: Essence {
    Essence(
      tape: tape, ledger: ledger,
      slots: ["total", "completed", "failed", "skipped", "pending", "unknown"].map(slots),
      matches: count("matches"),
      counterpartyMatches: count("scheduled_counterparty_matches"),
      orders: count("orders_created"))
  }

  struct Essence: Equatable {
    let tape: String
    let ledger: String
    /// total, completed, failed, skipped, pending, unknown
    let slots: [UInt64]
    let matches: UInt64
    let counterpartyMatches: UInt64
    let orders: UInt64
  }
}
