/// Why a benchmark has no figure.
enum BenchError: Error, Equatable, CustomStringConvertible {
  /// What was measured came to a wrong result; its speed says nothing.
  case wrong(benchmark: String, message: String)
  /// It could not be measured here.
  case unmeasurable(benchmark: String, message: String)
  /// A signal asked to stop.
  case interrupted

  /// What happened, in words.
  var description: String {
    switch self {
    case .wrong(let benchmark, let message): "\(benchmark): wrong result: \(message)"
    case .unmeasurable(let benchmark, let message): "\(benchmark): not measured: \(message)"
    case .interrupted: "stopped by a signal"
    }
  }
}
