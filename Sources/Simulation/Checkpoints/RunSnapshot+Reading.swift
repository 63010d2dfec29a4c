import Budgets
import Domain
import JSONText
import Platform

/// Why a checkpoint cannot be used.
struct SnapshotError: Error {
  /// What is missing or wrong.
  let message: String
}

extension RunSnapshot {
  /// Reads a snapshot of a run over these accounts and assets.
  init(_ json: JSONNode, plan: Plan) throws(SnapshotError) {
    let schema = json["schema"]?.stringValue ?? "nothing"
    guard schema == Self.schema else {
      throw SnapshotError(message: "it names schema \(schema), expected \(Self.schema)")
    }
    let reader = SnapshotReader(root: json)
    runID = try reader.text("run_id")
    planHash = try reader.text("plan_hash")
    guard let status = RunStatus(rawValue: try reader.text("status")),
      let savedAt = WallTime(text: try reader.text("saved_at"))
    else { throw SnapshotError(message: "status or saved_at is not readable") }
    self.status = status
    self.savedAt = savedAt
    journalRecords = try reader.word("journal", "records")
    stateFile = try reader.node("journal", "state_file").stringValue ?? ""
    cursors = try reader.cursors()
    elapsedNanoseconds = Int64(clamping: try reader.word("elapsed_ns"))
    statistics = try reader.statistics()
    tape = try reader.tape()
    unknownSlots = try reader.unknownSlots()
    budgets = try reader.budgets(plan)
    latency = LatencyMeasurement()
    latency.response = try reader.histogram("response")
    latency.service = try reader.histogram("service")
    latency.lag = try reader.histogram("lag")
  }
}

/// Reads the parts of a snapshot and names what is missing.
private struct SnapshotReader {
  let root: JSONNode?

  func node(_ path: String...) throws(SnapshotError) -> JSONNode {
    var found = root
    for key in path { found = found?[key] }
    guard let found else {
      throw SnapshotError(message: "\(path.joined(separator: ".")) is missing")
    }
    return found
  }

  func text(_ key: String) throws(SnapshotError) -> String {
    guard let text = try node(key).stringValue else {
      throw SnapshotError(message: "\(key) is not a text")
    }
    return text
  }

  func word(_ path: String...) throws(SnapshotError) -> UInt64 {
    var found = root
    for key in path { found = found?[key] }
    guard let word = found?.uint64Value else {
      throw SnapshotError(message: "\(path.joined(separator: ".")) is not a whole number")
    }
    return word
  }

  func cursors() throws(SnapshotError) -> [LaneCursor] {
    var cursors: [LaneCursor] = []
    for entry in try node("lanes").elements ?? [] {
      let lane = SnapshotReader(root: entry)
      cursors.append(
        LaneCursor(
          lane: Int(clamping: try lane.word("lane")),
          journalRecords: try lane.word("journal_records"),
          frontier: try lane.word("next_slot"),
          attemptsInProgress: UInt32(clamping: try lane.word("attempts_in_progress")),
          pass: UInt8(clamping: try lane.word("pass"))))
    }
    guard !cursors.isEmpty else { throw SnapshotError(message: "lanes is empty") }
    return cursors
  }

  func statistics() throws(SnapshotError) -> RunStatistics {
    let reader = SnapshotReader(root: try node("statistics"))
    var statistics = RunStatistics()
    statistics.completed = try reader.word("completed")
    statistics.failed = try reader.word("failed")
    statistics.skipped = try reader.word("skipped")
    statistics.unknown = try reader.word("unknown")
    statistics.ordersCreated = try reader.word("orders_created")
    statistics.matches = try reader.word("matches")
    statistics.scheduledCounterpartyMatches =
      try reader.word("scheduled_counterparty_matches")
    statistics.foreignMatches = reader.root?["foreign_matches"]?.uint64Value ?? 0
    statistics.attempts = try reader.word("attempts")
    statistics.retries = try reader.word("retries")
    for decision in FailureDecision.allCases where decision != .none {
      statistics.decisions[Int(decision.rawValue)] =
        try reader.word("decisions", decision.name)
    }
    for code in UInt8(1)..<128 {
      guard let failure = SlotFailure(code: code) else { continue }
      statistics.failures[Int(code)] =
        reader.root?["failures"]?[failure.name]?.uint64Value ?? 0
    }
    return statistics
  }

  func tape() throws(SnapshotError) -> TapeHash {
    let text = try node("tape", "hash").stringValue ?? ""
    guard text.utf8.count == 32, let sum = UInt128(text, radix: 16) else {
      throw SnapshotError(message: "tape.hash is not 32 hexadecimal digits")
    }
    return TapeHash(sum: sum, count: try word("tape", "fills"))
  }

  func unknownSlots() throws(SnapshotError) -> [UnknownSlot] {
    var slots: [UnknownSlot] = []
    for entry in try node("unknown_slots").elements ?? [] {
      guard let sequence = entry[0]?.uint64Value, let pass = entry[1]?.uint64Value, pass < 128
      else { throw SnapshotError(message: "unknown_slots holds something else than pairs") }
      slots.append(.init(sequence: sequence, pass: UInt8(pass)))
    }
    return slots
  }

  func budgets(_ plan: Plan) throws(SnapshotError) -> [RunSnapshot.BudgetEntry] {
    var accounts: [String: Int] = [:]
    for (place, account) in plan.accounts.enumerated() { accounts[account.id] = place }
    var entries: [RunSnapshot.BudgetEntry] = []
    for entry in try node("budgets").elements ?? [] {
      let name = entry["asset"]?.stringValue
      guard let account = entry["account"]?.stringValue.flatMap({ accounts[$0] }),
        let asset = plan.assets.firstIndex(where: { $0.id == name })
      else { throw SnapshotError(message: "a budget is of an unknown account or asset") }
      let decimals = plan.assets[asset].decimals
      let numbers = ["initial", "available", "locked", "spent", "received"].compactMap {
        entry[$0]?.stringValue.flatMap { try? ExactDecimal(parsing: $0) }?
          .wholeUnits(scale: decimals)
      }
      guard numbers.count == 5 else {
        throw SnapshotError(message: "a budget lacks one of its five numbers")
      }
      var budget = AccountBudget(initial: Amount(minorUnits: numbers[0]))
      budget.available = Amount(minorUnits: numbers[1])
      budget.locked = Amount(minorUnits: numbers[2])
      budget.spent = Amount(minorUnits: numbers[3])
      budget.received = Amount(minorUnits: numbers[4])
      entries.append(
        .init(account: AccountIndex(account), asset: AssetIndex(asset), budget: budget))
    }
    return entries
  }

  func histogram(_ name: String) throws(SnapshotError) -> LatencyHistogram {
    let node = try node("histograms", name)
    var counts: [(bucket: Int, count: UInt64)] = []
    for pair in node["buckets"]?.elements ?? [] {
      guard let bucket = pair[0]?.intValue, let count = pair[1]?.uint64Value else {
        throw SnapshotError(message: "histograms.\(name) holds something else than pairs")
      }
      counts.append((bucket, count))
    }
    guard let max = node["max_ns"]?.uint64Value,
      let histogram = LatencyHistogram(sparseCounts: counts, nanosecondsMax: max)
    else { throw SnapshotError(message: "histograms.\(name) is not readable") }
    return histogram
  }
}
