import Budgets
import Domain
import JSONText
import Platform

extension RunSnapshot {
  /// Writes the snapshot as one JSON object; `docs/formats/checkpoint.md` describes every key.
  func write(to json: inout JSONWriter, accounts: [Account], assets: [Asset]) {
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("run_id", runID)
    json.member("tool_version", ToolVersion.current)
    json.member("plan_hash", planHash)
    json.member("status", status.rawValue)
    json.member("saved_at", savedAt.text)
    json.member("elapsed_ns", UInt64(max(0, elapsedNanoseconds)))
    writeCursor(to: &json)
    writeStatistics(to: &json)
    json.key("tape")
    json.beginObject()
    json.member("hash", tape.digest)
    json.member("fills", tape.count)
    json.endObject()
    json.key("unknown_slots")
    json.beginArray()
    for slot in unknownSlots {
      json.beginArray()
      json.integer(slot.sequence)
      json.integer(Int(slot.pass))
      json.endArray()
    }
    json.endArray()
    writeBudgets(to: &json, accounts: accounts, assets: assets)
    writeLatency(to: &json)
    SnapshotChecksum.append(to: &json)
    json.endObject()
  }

  private func writeCursor(to json: inout JSONWriter) {
    json.key("journal")
    json.beginObject()
    json.member("records", journalRecords)
    json.member("state_file", stateFile)
    json.endObject()
    json.key("lanes")
    json.beginArray()
    for cursor in cursors {
      json.beginObject()
      json.member("lane", UInt64(cursor.lane))
      json.member("journal_records", cursor.journalRecords)
      json.member("next_slot", cursor.frontier)
      json.member("attempts_in_progress", UInt64(cursor.attemptsInProgress))
      json.member("pass", UInt64(cursor.pass))
      json.endObject()
    }
    json.endArray()
  }

  private func writeStatistics(to json: inout JSONWriter) {
    json.key("statistics")
    json.beginObject()
    json.member("completed", statistics.completed)
    json.member("failed", statistics.failed)
    json.member("skipped", statistics.skipped)
    json.member("unknown", statistics.unknown)
    json.member("orders_created", statistics.ordersCreated)
    json.member("matches", statistics.matches)
    json.member("scheduled_counterparty_matches", statistics.scheduledCounterpartyMatches)
    if statistics.foreignMatches > 0 {
      json.member("foreign_matches", statistics.foreignMatches)
    }
    json.member("attempts", statistics.attempts)
    json.member("retries", statistics.retries)
    json.key("decisions")
    json.beginObject()
    for decision in FailureDecision.allCases where decision != .none {
      json.member(decision.name, statistics.decisions[Int(decision.rawValue)])
    }
    json.endObject()
    json.key("failures")
    json.beginObject()
    for (code, count) in statistics.failures.enumerated() where count > 0 {
      json.member(SlotFailure(code: UInt8(code))?.name ?? "code\(code)", count)
    }
    json.endObject()
    json.endObject()
  }

  private func writeBudgets(to json: inout JSONWriter, accounts: [Account], assets: [Asset]) {
    json.key("budgets")
    json.beginArray()
    for entry in budgets {
      let decimals = assets[entry.asset.position].decimals
      json.beginObject()
      json.member("account", accounts[entry.account.position].id)
      json.member("asset", assets[entry.asset.position].id)
      json.member("initial", entry.budget.initial.text(decimals: decimals))
      json.member("available", entry.budget.available.text(decimals: decimals))
      json.member("locked", entry.budget.locked.text(decimals: decimals))
      json.member("spent", entry.budget.spent.text(decimals: decimals))
      json.member("received", entry.budget.received.text(decimals: decimals))
      json.endObject()
    }
    json.endArray()
  }

  private func writeLatency(to json: inout JSONWriter) {
    json.key("histograms")
    json.beginObject()
    for (name, histogram) in [
      ("response", latency.response), ("service", latency.service), ("lag", latency.lag),
    ] {
      json.key(name)
      json.beginObject()
      json.member("max_ns", histogram.nanosecondsMax)
      json.key("buckets")
      json.beginArray()
      for (bucket, count) in histogram.sparseCounts {
        json.beginArray()
        json.integer(bucket)
        json.integer(count)
        json.endArray()
      }
      json.endArray()
      json.endObject()
    }
    json.endObject()
  }
}
