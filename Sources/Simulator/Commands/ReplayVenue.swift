import Platform
import PostgreSQL
import PostgresVenue
import Replay
import Simulation

/// The venue that a replay's command line and configuration mean.
struct ReplayVenue {
  private let type: VenueType
  /// Nil for venues in this process.
  private let access: DatabaseAccess?

  /// The venue of `--venue`, else that of the configuration, else the embedded one.
  init(_ arguments: ParsedArguments) throws {
    let named = arguments.text("venue").flatMap { VenueType(rawValue: $0) }
    type = try named ?? PlanLoading.stated(arguments).venue.type
    guard ReplayCommand.venues.contains(type) else {
      let names = ReplayCommand.venues.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(
        .usage,
        "the venue \(type.rawValue) of the configuration takes no recorded flow; choose with --venue "
          + "one of \(names)")
    }
    try Self.refuseUnused(arguments, type)
    access = type.isOutside ? try DatabaseAccess(arguments) : nil
    try refuseDeferredBatches()
  }

  /// Replays on it.
  func replay(_ replay: Replay) throws(FlowError) -> ReplayReport {
    guard let access else {
      return type == .null ? try replay.onNull() : try replay.onEmbedded()
    }
    let configuration = access.configuration
    let processor = configuration.processor
    let nanoseconds: (UInt64) -> Int64 = { Int64(clamping: $0) &* 1_000_000 }
    var settings = OutsideFlowSettings(
      backoff: Backoff(
        baseNanoseconds: nanoseconds(processor.retryBaseDelayMilliseconds),
        nanosecondsMax: nanoseconds(processor.retryMaxDelayMilliseconds),
        seed: configuration.seed))
    settings.batchSize = configuration.venue.database.batchSize
    settings.retriesMax = processor.maxRetries
    return try replay.onOutside(settings) { (terms) throws(FlowError) in
      try PostgreSQLFlowVenue(
        terms, configuration.venue.database, settings: access.settings)
    }
  }

  /// What a batch brings can pay for what comes behind it in the batch only when it is settled at once.
  private func refuseDeferredBatches() throws(CommandFailure) {
    guard let database = access?.configuration.venue.database, database.batchSize > 1,
      database.settlement == .deferred
    else { return }
    throw CommandFailure(
      .usage,
      "--batch: a replay sends batches only where fills are settled at once; use --settlement "
        + "immediate, or --batch 1")
  }

  /// Options that say how a database is used mean nothing elsewhere.
  private static func refuseUnused(
    _ arguments: ParsedArguments, _ type: VenueType
  ) throws(CommandFailure) {
    guard !type.isOutside else { return }
    let options = ReplayCommand.sending + DatabaseOptions.all
    guard let option = options.first(where: { arguments.isGiven($0.name) }) else { return }
    throw CommandFailure(
      .usage,
      "--\(option.name): the venue \(type.rawValue) has no use for it; it goes with --venue "
        + "postgresql")
  }
}
