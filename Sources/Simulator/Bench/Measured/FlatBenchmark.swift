import JSONText
import Platform
import Simulation

/// Whether a slot of a long run costs what a slot of a short run costs, in time, memory and files.
enum FlatBenchmark {
  private static let bytesPerMegabyte = 1e6

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let sizes = [10_000, 100_000, 1_000_000] + (session.isQuick ? [] : [10_000_000])
    let figures = try session.interleaved(sizes) { try nanosecondsPerSlot(slots: $0, session) }
    let results = zip(sizes, figures).map { slots, figures in
      BenchResult(
        "flat/\(slots)", "cost of a slot in a run of so many, without start and end", unit: "ns",
        figures)
    }
    let medians = results.map(\.median)
    let ratio = (medians.max() ?? 0) / (medians.min() ?? 0)
    return results + [
      BenchResult(
        "flat/ratio", "costliest of these medians to cheapest", unit: "x", [ratio],
        target: .atMost(1.2))
    ] + (try footprint(slots: sizes.last ?? 0, session))
  }

  /// Short runs are repeated until they are as long as a tenth of a second or so.
  private static func nanosecondsPerSlot(slots: Int, _ session: BenchSession) throws -> Double {
    let repeats = max(1, 100_000 / slots)
    var nanoseconds: Int64 = 0
    for _ in 0..<repeats {
      let run = try BenchRun(
        "flat/\(slots)", try BenchPlan(slots: slots).make(), runID: "flat", session)
      nanoseconds += try run.execute().report.elapsedNanoseconds
      try run.remove()
    }
    return Double(nanoseconds) / Double(repeats * slots)
  }

  /// Memory and files of a process that does nothing but execute the largest run.
  private static func footprint(slots: Int, _ session: BenchSession) throws -> [BenchResult] {
    var memory: [Double] = []
    var checkpoint: [Double] = []
    for _ in 0..<(session.isQuick ? 1 : 3) {
      try session.stopIfAsked()
      let child = try BenchProcess.run(
        "flat", BenchPlan(slots: slots, stateDirectory: session.folder), runID: "child", session)
      let summary = try child.finish(expecting: 0)
      guard let bytes = summary["resident_bytes_peak"]?.int64Value else {
        throw BenchError.unmeasurable(
          benchmark: "flat", message: "the system does not tell how much memory is used")
      }
      memory.append(Double(bytes) / bytesPerMegabyte)
      checkpoint.append(Double(try checkpointBytes(child.directory)) / bytesPerMegabyte)
      try FileSystem.removeTree(child.directory.path)
    }
    return [
      BenchResult(
        "flat/resident", "most memory of a process with \(slots) slots", unit: "MB", memory,
        target: .atMost(300)),
      BenchResult(
        "flat/checkpoint", "files of a run of \(slots) slots, without the journal", unit: "MB",
        checkpoint, target: .atMost(5)),
    ]
  }

  private static func checkpointBytes(_ directory: RunDirectory) throws -> Int64 {
    var bytes: Int64 = 0
    for name in try FileSystem.list(directory.path) where name != "journal" {
      bytes += try File(path: "\(directory.path)/\(name)", mode: .read).size()
    }
    return bytes
  }
}
