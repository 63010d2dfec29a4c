import Domain
import Matching
import Platform
import Simulation

/// Replays a recorded flow on a venue.
///
/// One thread: read a row, wait until it is due, send what it means, measure. Memory depends on the
/// orders that rest, not on the file's length.
public struct Replay {
  let options: ReplayOptions
  let progress: (ReplayProgress) -> Void

  /// At full speed progress is told once in so many messages.
  static let progressEvery: UInt64 = 1 << 16

  /// Prepares a replay.
  ///
  /// - Parameter progress: told now and then how far it is.
  public init(_ options: ReplayOptions, progress: @escaping (ReplayProgress) -> Void = { _ in }) {
    self.options = options
    self.progress = progress
  }

  /// Replays on the matching engine of this process.
  ///
  /// - Throws: `FlowError` when a file cannot be read, written or understood.
  public func onEmbedded() throws(FlowError) -> ReplayReport {
    try onEmbedded(clock: SystemClock())
  }

  /// Replays on the engine with another clock.
  func onEmbedded<Clock: SimulatorClock>(clock: Clock) throws(FlowError) -> ReplayReport {
    var rows = try open()
    switch try format(of: &rows) {
    case .lobster:
      let terms = try lobsterTerms()
      return try lobster(rows, terms, EmbeddedFlowVenue(terms), clock)
    case .csv:
      let reader = try FlowReader(rows: rows, skipsBad: options.skipsBad)
      let venue = EmbeddedFlowVenue(reader.terms)
      return try orderFlow(reader, venue, clock)
    }
  }

  /// Replays on a venue that acknowledges everything.
  ///
  /// - Throws: `FlowError` when a file cannot be read, written or understood.
  public func onNull() throws(FlowError) -> ReplayReport {
    guard options.bookPath == nil else {
      throw .file("the venue null has no book to compare with an order-book file")
    }
    var rows = try open()
    switch try format(of: &rows) {
    case .lobster: return try lobster(rows, try lobsterTerms(), NullFlowVenue(), SystemClock())
    case .csv:
      let reader = try FlowReader(rows: rows, skipsBad: options.skipsBad)
      return try orderFlow(reader, NullFlowVenue(), SystemClock())
    }
  }

  /// Replays on a venue outside of this process, with the engine beside it: each answer and, at the end,
  /// what the venue has recorded is held against the engine's.
  ///
  /// - Parameter open: makes ready what the flow trades, and connects.
  /// - Throws: `FlowError` when a file cannot be read, written or understood, or the venue not be used.
  public func onOutside(
    _ settings: OutsideFlowSettings,
    open opener: (FlowTerms) throws(FlowError) -> any OutsideFlowVenue
  ) throws(FlowError) -> ReplayReport {
    let clock = SystemClock()
    var rows = try open()
    switch try format(of: &rows) {
    case .lobster:
      let terms = try lobsterTerms()
      let venue = FollowedFlowVenue(terms, try opener(terms), settings, clock)
      return try lobster(rows, terms, venue, clock)
    case .csv:
      let reader = try FlowReader(rows: rows, skipsBad: options.skipsBad)
      let terms = reader.terms
      let venue = FollowedFlowVenue(terms, try opener(terms), settings, clock)
      return try orderFlow(reader, venue, clock)
    }
  }

  private func open() throws(FlowError) -> RowReader {
    do {
      return try RowReader(path: options.path)
    } catch {
      throw .stream(error)
    }
  }

  /// The format that was named, or the one that the first byte tells.
  private func format(of rows: inout RowReader) throws(FlowError) -> ReplayOptions.Format {
    let first: UInt8?
    do throws(StreamError) {
      first = try rows.firstByte()
    } catch {
      throw .stream(error)
    }
    if first == nil && rows.wasInterrupted { return options.format ?? .lobster }
    guard let first else { throw .file("\(rows.name) is empty; there is nothing to replay") }
    let format = options.format ?? (first == Byte.hash ? .csv : .lobster)
    guard options.bookPath == nil || format == .lobster else {
      throw .file("an order flow has no order-book file; only a LOBSTER message file has one")
    }
    return format
  }

  /// Where commands are written down, if they are to be.
  func recorder(_ terms: FlowTerms) throws(FlowError) -> FlowWriter? {
    guard let path = options.conversionPath else { return nil }
    for input in [options.path, options.bookPath] {
      guard let input, FileSystem.isSameFile(path, input) else { continue }
      throw .file("\(path) is what is replayed; convert to another file")
    }
    do {
      return try FlowWriter(path: path, terms: terms)
    } catch {
      throw .output(error)
    }
  }

  /// Writes the rest of what is written down; returns the number of rows.
  func finish(_ recorder: FlowWriter?) throws(FlowError) -> UInt64? {
    guard let recorder else { return nil }
    do {
      try recorder.finish()
    } catch {
      throw .output(error)
    }
    return recorder.rowCount
  }
}
