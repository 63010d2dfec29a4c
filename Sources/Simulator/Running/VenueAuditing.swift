import Audit
import Domain
import Platform
import PostgreSQL
import PostgresVenue
import Simulation

/// The records of a venue outside, as far as it has any, as part of an audit.
struct VenueAuditing {
  let plan: Plan
  let orderKey: String
  let stateDirectory: String
  /// Whether orders of others are left alone.
  var isOursOnly = false

  /// Beyond so many commands of the database for each slot of the run, a run does not wait for them.
  private static let commandsPerSlotMax: UInt64 = 4
  /// So many are read in any case.
  private static let commandsAlwaysRead: UInt64 = 200_000

  /// What was found at the end of a run, together with what the venue's records tell.
  ///
  /// - Parameter isAtEnd: whether a run just ended, which reads no database that is much larger than
  ///   itself.
  func result(
    _ end: EndOfRunAudit, _ records: RunRecords, _ report: RunReport, isAtEnd: Bool
  ) -> AuditResult {
    switch plan.configuration.venue.type {
    case .embedded, .null: return end.result
    case .sql:
      var result = end.result
      result.leaveOut(
        [.fillSequence, .priority, .soundBook, .noFillAfterCancel, .orderOfArrival],
        "the statements of an order book in SQL tell no order of its commands")
      return result
    case .postgresql: return database(end, records, report, isAtEnd: isAtEnd)
    }
  }

  private func database(
    _ end: EndOfRunAudit, _ records: RunRecords, _ report: RunReport, isAtEnd: Bool
  ) -> AuditResult {
    let settings = ConnectionChoice.settings(
      plan.configuration.venue.database, stateDirectory: stateDirectory,
      environment: ProcessEnvironment.value)
    var tries = isAtEnd ? Self.triesAtEnd : 1
    while true {
      do {
        return try read(settings, end, records, report, isAtEnd: isAtEnd)
      } catch {
        tries -= 1
        guard tries > 0 else {
          var result = end.result
          result.leaveOut(Self.provenByVenue, "the database was not read: \(error)")
          return result
        }
        // A server that the run has just survived may be starting still.
        let clock = SystemClock()
        clock.sleep(until: Instant(nanoseconds: clock.now().nanoseconds + Self.pauseNanoseconds))
      }
    }
  }

  private static let triesAtEnd = 20
  private static let pauseNanoseconds: Int64 = 300_000_000

  /// What only the venue's own records show.
  static let provenByVenue: [Invariant] = [
    .fillSequence, .priority, .soundBook, .locks, .noFillAfterCancel, .orderOfArrival, .durability,
  ]

  private func read(
    _ settings: ConnectionSettings, _ end: EndOfRunAudit, _ records: RunRecords,
    _ report: RunReport, isAtEnd: Bool
  ) throws(PostgreSQLError) -> AuditResult {
    var audit = try DatabaseAudit(
      plan, orderKey: orderKey, settings: settings, isOursOnly: isOursOnly)
    let limit = max(
      Self.commandsAlwaysRead, report.statistics.finished * Self.commandsPerSlotMax)
    if isAtEnd && audit.commandCount > limit {
      var result = end.result
      result.notes.append(
        "the database had \(audit.commandCount) commands and was not replayed; simulator audit "
          + "\(report.runID) does it")
      return result
    }
    try audit.perform(records, report)
    return end.result(with: audit.finish())
  }
}
