import JSONText
import Simulation
import Testing

@testable import Simulator

@Suite("What was measured is reported")
struct BenchReportTests {
  private let report = BenchReport(
    machine: Machine(
      processors: "processor\t: 0\nmodel name\t: A: B\n\nprocessor\t: 1\nmodel name\t: A: B\n",
      memory: "MemTotal:       2048 kB\nMemFree: 1 kB\n"),
    results: [
      BenchResult("a/fast", "first", unit: "ns", [3, 1, 2], target: .atMost(2)),
      BenchResult("a/slow", "second", unit: "slots/s", [1_234_567.8, 1e6], target: .atLeast(2e6)),
      BenchResult("b", "third", unit: "x", [0.12345]),
    ])

  @Test("as a table for people")
  func text() {
    #expect(
      report.lines(style: .plain) == [
        "Name       Median        Min        Max  Unit           Target  Met     What",
        "a/fast       2.00       1.00       3.00  ns            <= 2.00  met     first",
        "a/slow  1,117,284  1,000,000  1,234,568  slots/s  >= 2,000,000  missed  second",
        "b           0.123      0.123      0.123  x                              third",
        "",
        "Machine: 2 cores, A: B, 2 MiB; version \(ToolVersion.current)",
      ])
  }

  @Test("as JSON for programs")
  func json() {
    var writer = JSONWriter(style: .compact)
    report.write(to: &writer)
    #expect(
      String(decoding: writer.drain(), as: UTF8.self)
        == #"{"schema":"simulator.bench/1","machine":{"cores":2,"cpu_model":"A: B","#
        + #""memory_bytes":2097152},"version":"\#(ToolVersion.current)","results":["#
        + #"{"name":"a/fast","what":"first","unit":"ns","median":2,"min":1,"max":3,"rounds":3,"#
        + #""target":{"at_most":2},"met":true},"#
        + #"{"name":"a/slow","what":"second","unit":"slots/s","median":1117283.9,"#
        + #""min":1000000,"max":1234567.8,"rounds":2,"target":{"at_least":2000000},"#
        + #""met":false},"#
        + #"{"name":"b","what":"third","unit":"x","median":0.123,"min":0.123,"max":0.123,"#
        + #""rounds":1,"target":null,"met":null}]}"#)
  }

  @Test("a machine that tells nothing")
  func silentMachine() {
    let machine = Machine(processors: "", memory: "")
    #expect(machine.cores == 0)
    #expect(machine.processor == "unknown")
    #expect(machine.memoryBytes == 0)
  }

  @Test("this machine tells something")
  func presentMachine() {
    #expect(Machine.present.cores > 0)
    #expect(Machine.present.memoryBytes > 1 << 20)
  }

  @Test("every error has its exit code, and a wrong result is an integrity violation")
  func exitCodes() {
    let errors: [(BenchError, ExitCode)] = [
      (.wrong(benchmark: "a", message: "b"), .integrityViolated),
      (.unmeasurable(benchmark: "a", message: "b"), .internalError),
      (.interrupted, .interrupted),
    ]
    for (error, code) in errors {
      #expect(BenchCommand.failure(error).exitCode == code)
      #expect(BenchCommand.failure(error).messages == [error.description])
    }
  }
}
