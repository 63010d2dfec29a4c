import JSONText
import Platform
import Simulation

/// Whether a slot of a long run costs what a slot of a short run costs, in time, memory and files.
enum FlatBenchmark {
  private static let bytesPerMegabyte = 1e6

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let sizes = [10_000, 100_000, 1_000_000] + (session.isQuick ? [] : [10_000_000])
    var processor: [Int: [Double]] = [:]
    let passed = try session.interleaved(sizes) { slots in
      let cost = try costPerSlot(slots: slots, session)
      processor[slots, default: []].append(cost.processorNanoseconds)
      return cost.nanoseconds
    }
    let times = zip(sizes, passed).map { slots, figures in
      BenchResult(
        "flat/\(slots)", "a slot in a run of so many, without start and end", unit: "ns", figures)
    }
    let processorTimes = sizes.map { slots in
      BenchResult(
        "flat/\(slots)/processor", "its processor time", unit: "ns", processor[slots] ?? [])
    }
    return times + [ratio("flat/ratio", times)] + processorTimes + [
      ratio("flat/ratio/processor", processorTimes)
    ] + (try footprint(slots: sizes.last ?? 0, session))
  }

  private static func ratio(_ name: String, _ results: [BenchResult]) -> BenchResult {
    let medians = results.map(\.median)
    return BenchResult(
      name, "costliest of these medians to cheapest", unit: "x",
      [(medians.max() ?? 0) / (medians.min() ?? 0)], target: .atMost(1.2))
  }

  /// Short runs are repeated until they are as long as a tenth of a second or so.
  private static func costPerSlot(
    slots: Int, _ session: BenchSession
  ) throws -> BenchControl.Cost {
    let repeats = max(1, 200_000 / slots)
    var passed = 0.0
    var processor = 0.0
    for _ in 0..<repeats {
      let run = try BenchRun(
        "flat/\(slots)", try BenchPlan(slots: slots).make(), runID: "flat", session)
      let cost = try run.execute().slots
      passed += cost.nanoseconds
      processor += cost.processorNanoseconds
      try run.remove()
    }
    let total = Double(repeats * slots)
    return BenchControl.Cost(nanoseconds: passed / total, processorNanoseconds: processor / total)
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
