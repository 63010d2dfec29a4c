/// Something that can be measured: its name on the command line, and how.
struct Benchmark: Sendable {
  /// The name, with which the names of its results begin.
  let name: String
  /// Measures, and asserts that what was measured was right.
  let measure: @Sendable (BenchSession) throws -> [BenchResult]

  /// All of them, in the order in which they are measured.
  static let all = [
    Benchmark(name: "schedule", measure: ScheduleBenchmark.measure),
    Benchmark(name: "budgets", measure: BudgetsBenchmark.measure),
    Benchmark(name: "engine", measure: EngineBenchmark.measure),
    Benchmark(name: "matching", measure: MatchingBenchmark.measure),
    Benchmark(name: "journal", measure: JournalBenchmark.measure),
    Benchmark(name: "replay", measure: ReplayBenchmark.measure),
    Benchmark(name: "run", measure: RunBenchmark.measure),
    Benchmark(name: "audit", measure: AuditBenchmark.measure),
    Benchmark(name: "flat", measure: FlatBenchmark.measure),
    Benchmark(name: "postgresql", measure: PostgreSQLBenchmark.measure),
    Benchmark(name: "resume", measure: ResumeBenchmark.measure),
    Benchmark(name: "interrupt", measure: InterruptBenchmark.measure),
  ]

  /// Fails the benchmark unless `isRight`.
  static func require(
    _ isRight: Bool, _ benchmark: String, _ message: @autoclosure () -> String
  ) throws(BenchError) {
    if !isRight { throw .wrong(benchmark: benchmark, message: message()) }
  }
}
