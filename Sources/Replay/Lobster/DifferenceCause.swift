/// Why a price of the venue's book differs from the recorded one, as far as the files tell.
public enum DifferenceCause: String, CaseIterable, Sendable {
  /// The price was out of the file's sight before: what happened there was not recorded.
  case beyondDepth = "beyond_depth"
  /// The message is about an order of which nothing, or too little, is known.
  case unknownOrder = "unknown_order"
  /// A hidden order was executed.
  case hiddenExecution = "hidden_execution"
  /// An auction took place.
  case cross = "cross"
  /// Trading is halted, halts or resumes.
  case halt = "halt"
  /// Rows were left out since the last comparison.
  case badRow = "bad_row"
  /// None of these: the books should be equal and are not.
  case unexplained = "unexplained"
}
