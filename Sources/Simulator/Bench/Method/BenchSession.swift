import OrderFlow
import Platform

/// What every benchmark measures with: how much, how often and where.
struct BenchSession {
  /// Whether little is measured, just to see that it works.
  let isQuick: Bool
  /// The order flows that the matching engine is measured with.
  var flows: [CanonicalFlow] = CanonicalFlow.allCases
  /// Whether instructions are counted too, which takes long.
  var countsInstructions = false
  /// A folder of this process for whatever is written.
  let folder: String
  /// The program itself, for measurements of whole processes.
  let executable: String
  /// Says on standard error what is under way.
  let say: (String) -> Void

  /// How often each figure is taken.
  var rounds: Int { isQuick ? 3 : 7 }

  /// `full`, or `quick` when little is measured.
  func size(_ full: Int, quick: Int) -> Int { isQuick ? quick : full }

  /// Measures variants in turns, round by round, so that whatever else the machine does meets all of
  /// them alike.
  ///
  /// - Parameter figure: takes one figure of one variant and asserts that its work was right.
  /// - Returns: the figures of each variant.
  func interleaved<Variant>(
    _ variants: [Variant], _ figure: (Variant) throws -> Double
  ) throws -> [[Double]] {
    var figures = variants.map { _ in [Double]() }
    for _ in 0..<rounds {
      for (place, variant) in variants.enumerated() {
        try stopIfAsked()
        figures[place].append(try figure(variant))
      }
    }
    return figures
  }

  /// - Throws: `BenchError.interrupted` when a signal asked to stop.
  func stopIfAsked() throws(BenchError) {
    if Interruption.isRequested { throw .interrupted }
  }
}

/// Measures how long work takes.
enum Stopwatch {
  /// Nanoseconds that `work` takes.
  @inline(__always)
  static func nanoseconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = SystemClock()
    let start = clock.now()
    try work()
    return Double((clock.now() - start).nanoseconds)
  }

  /// Nanoseconds of processor time that `work` takes on this thread: for work that waits for nothing,
  /// so that the figure stands even where others use the processor too.
  @inline(__always)
  static func processorNanoseconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ProcessorTime.ofThisThread
    try work()
    return Double(ProcessorTime.ofThisThread.nanoseconds - start.nanoseconds)
  }
}
