/// How far a replay is.
public struct ReplayProgress: Hashable, Sendable {
  /// Messages replayed.
  public var messages: UInt64
  /// Bytes of the file read so far, decompressed; up to a few million ahead of the messages.
  public var byteCount: Int64
  /// Nanoseconds since the start.
  public var elapsedNanoseconds: Int64
}
