/// How a wait ended.
public enum WaitResult: Hashable, Sendable {
  /// The moment has come.
  case timeout
  /// There is something to read, or the other side is gone.
  case input
  /// A stop is requested, or a summary was asked for while waiting.
  case interrupted
}
