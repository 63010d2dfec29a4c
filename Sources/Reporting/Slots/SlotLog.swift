import Domain
import JSONText
import Platform
import Replay
public import Simulation

/// What became of each slot, one line a slot, for programs that analyse runs; `docs/results.md`
/// describes every column.
///
/// Which slots a sampled log has depends on the plan's seed and the slot's number alone: logs of the
/// same plan, of any run, have the same slots, and a lower rate has a part of those of a higher.
public struct SlotLog: Sendable {
  /// How a line looks.
  public enum Format: Sendable {
    /// Comma-separated values under a line of names.
    case csv
    /// A JSON object.
    case jsonLines
  }

  private let plan: Plan
  private let planned: PlannedSlotFields
  private let format: Format
  private let limit: UInt64

  /// The schema that every line of JSON names.
  public static let schema = "simulator.slot_log/1"

  /// Names of the columns, in order.
  public static let columns = [
    "sequence", "account", "market", "kind", "side", "order_type", "time_in_force", "quantity",
    "price", "state", "reason", "attempts", "pass", "order_status", "filled", "fills",
    "planned_at_us", "sent_delay_us", "service_us", "response_us", "finished_at",
  ]

  /// The columns whose values are numbers in JSON.
  private static let numbers: Set<String> = [
    "sequence", "attempts", "pass", "fills", "planned_at_us", "sent_delay_us", "service_us",
    "response_us",
  ]

  /// - Parameter samplingMillionths: how many of a million slots are logged; a million for all.
  public init(_ plan: Plan, _ format: Format, samplingMillionths: UInt64 = 1_000_000) {
    precondition((1...1_000_000).contains(samplingMillionths))
    self.plan = plan
    planned = PlannedSlotFields(plan)
    self.format = format
    limit =
      samplingMillionths == 1_000_000
      ? .max
      : UInt64(clamping: (UInt128(1) << 64) * UInt128(samplingMillionths) / 1_000_000)
  }

  /// What stands before the first slot.
  public var head: String { format == .csv ? CSVLine(Self.columns).text : "" }

  /// Whether a slot is among those that are logged.
  public func includes(_ sequence: UInt64) -> Bool {
    guard limit != .max else { return true }
    var hash = StableHash()
    hash.combine(plan.seed, sequence)
    return hash.words.0 < limit
  }

  /// The line of one slot, its end included.
  public func line(_ record: borrowing SlotRecord) -> String {
    let values = values(record)
    guard format == .jsonLines else { return CSVLine(values.map { $0 ?? "" }).text }
    var json = JSONWriter(style: .compact)
    json.beginObject()
    json.member("schema", Self.schema)
    for (column, value) in zip(Self.columns, values) {
      if let value, Self.numbers.contains(column) {
        json.key(column)
        json.number(value)
      } else {
        json.member(column, value)
      }
    }
    json.endObject()
    json.endLine()
    return String(decoding: json.drain(), as: UTF8.self)
  }

  /// The values in the order of `columns`; nil for what does not exist.
  private func values(_ record: borrowing SlotRecord) -> [String?] {
    let slot = record.slot
    let market = plan.markets[slot.market.position]
    let result = record.outcome?.result
    let timing = record.timing
    return [
      String(slot.sequence), plan.accounts[slot.account.position].id, market.id, slot.action.name,
      slot.side.name, slot.type.name, slot.timeInForce.name, market.text(slot.quantity),
      market.text(slot.price), record.state.name, record.outcome?.failure?.name,
      String(record.attempts), String(record.pass), result?.status.name,
      result.map { market.text($0.cumulative) }, String(record.fills.count),
      timing.map { Self.microseconds(UInt64(max(0, $0.plannedAtNanoseconds))) },
      timing.map { Self.microseconds($0.sentDelayNanoseconds) },
      timing.map { Self.microseconds($0.serviceNanoseconds) },
      timing.map { Self.microseconds($0.responseNanoseconds) }, record.finishedAt?.text,
    ]
  }

  private static func microseconds(_ nanoseconds: UInt64) -> String {
    ExactDecimal(significand: Int128(nanoseconds), scale: 3).description
  }
}
