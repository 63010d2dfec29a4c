import Budgets
import Domain
import JSONText
import Testing

@testable import Simulation
@testable import Simulator

@Suite("The live display: what it shows")
struct LiveFrameTests {
  private func frame(_ plan: Plan, _ progress: RunProgress) -> LiveFrame {
    LiveFrame(
      progress: progress, plan: plan, budgets: progress.budgets[0].summary(), characters: .ascii)
  }

  @Test("a wide terminal")
  func wide() throws {
    let plan = try SampleProgress.plan()
    let lines = frame(plan, SampleProgress.progress(plan)).lines(columns: 100, rows: 24)
    #expect(
      lines == [
        "############.................. 40 %  40/100  3 s gone, 6 s left",
        "Rate       10/s now, 11/s on average   in flight 2 of 2, 6 waiting",
        "Response   p50 20.00 us, p99 20.00 us, max 20.00 us now",
        "Slots      39 completed, 1 failed",
        "Matches    15, 3 retries",
        "USD        #######....................... 25.00 % of the budgets",
      ])
  }

  @Test("20 columns")
  func narrow() throws {
    let plan = try SampleProgress.plan()
    let lines = frame(plan, SampleProgress.progress(plan)).lines(columns: 20, rows: 24)
    #expect(
      lines == [
        "40 %  40/100", "10/s", "p50 20.00 us", "p99 20.00 us", "1 failed", "3 retries",
        "USD  #..... 25.00 %",
      ])
  }

  @Test("an open load shows what is offered, and the phase")
  func open() throws {
    let plan = try SampleProgress.plan(load: #"{"rate": 12, "duration": "60s", "warm_up": "1s"}"#)
    let lines = frame(plan, SampleProgress.progress(plan)).lines(columns: 100, rows: 24)
    #expect(lines[0] == "#............................. 5 %  40 slots  3 s gone, 57 s left")
    #expect(lines[1].hasPrefix("Rate       10/s now, 12/s offered, 11/s on average"))
    #expect(lines.contains("Phase      main"))
  }

  @Test("no line is as wide as the terminal, and there are fewer than rows", arguments: 1...120)
  func fits(columns: Int) throws {
    let plan = try SampleProgress.plan()
    for rows in [2, 3, 5, 24] {
      let lines = frame(plan, SampleProgress.progress(plan)).lines(columns: columns, rows: rows)
      #expect(lines.count < rows)
      for line in lines { #expect(TextWidth.columns(of: line) < max(columns, 1)) }
    }
  }

  @Test("before anything has happened")
  func begin() throws {
    let plan = try SampleProgress.plan()
    var progress = SampleProgress.progress(plan)
    progress.measurement = RunMeasurement(plan)
    progress.statistics = RunStatistics()
    (progress.finished, progress.finishedHere) = (0, 0)
    (progress.nanosecondsHere, progress.elapsedNanoseconds) = (0, 0)
    let lines = frame(plan, progress).lines(columns: 80, rows: 24)
    #expect(lines[0] == ".............................. 0 %  0/100  0 s gone")
    #expect(lines[2] == "Response   p50 -, p99 -, max 0.00 us now")
  }
}

@Suite("Progress in lines")
struct PlainProgressTests {
  @Test("one line")
  func line() throws {
    let plan = try SampleProgress.plan()
    let plain = PlainProgress(progress: SampleProgress.progress(plan), plan: plan)
    #expect(
      plain.line
        == "3.5 s: 40 of 100 slots, 11/s, 15 matches, p50 20.00 us, p99 20.00 us now, 6 waiting, "
        + "3 retries, 1 failed")
  }

  @Test("the summary on request has times, thresholds and budgets")
  func summary() throws {
    let plan = try SampleProgress.plan(thresholds: #"["failed rate < 1%", "dropped == 0"]"#)
    let progress = SampleProgress.progress(plan)
    let lines = PlainProgress(progress: progress, plan: plan)
      .summary(budgets: progress.budgets[0].summary())
    #expect(lines[1].hasPrefix("  Response   p50 20.00 us, p90 20.00 us"))
    #expect(lines.contains("  Threshold  slots.failed rate < 1%: failed, 2.5% (1 of 40)"))
    #expect(lines.contains("  Threshold  slots.dropped == 0: passed, 0"))
    #expect(lines.last == "  Budgets    USD 25.00 % used")
  }

  @Test("a line of JSON")
  func json() throws {
    let plan = try SampleProgress.plan()
    let text = PlainProgress(progress: SampleProgress.progress(plan), plan: plan).json(runID: "r")
    #expect(text.hasSuffix("}\n"))
    let json = try JSONParser.parse(Array(text.utf8))
    #expect(json["schema"]?.stringValue == "simulator.progress/1")
    #expect(json["elapsed_seconds"]?.numberText == "3.5")
    #expect(json["finished"]?.intValue == 40)
    #expect(json["in_flight"]?.intValue == 2)
    #expect(json["waiting"]?.intValue == 6)
    #expect(json["slots_per_second"]?.intValue == 10)
    #expect(json["response_us"]?["p99"]?.numberText == "20.000")
  }
}

@Suite("The budgets of the live display")
struct LiveBudgetsTests {
  @Test("shares of several lanes are added up, and not at every frame")
  func shares() throws {
    let plan = try SampleProgress.plan()
    var progress = SampleProgress.progress(plan)
    progress.budgets += progress.budgets
    var budgets = LiveBudgets()
    budgets.update(progress)
    let first = try #require(budgets.summary)
    #expect(first.assets[2].totals.initial.minorUnits == 20_000)
    #expect(first.assets[2].totals.spent.minorUnits == 5_000)
    progress.budgets = []
    budgets.update(progress)
    #expect(budgets.summary == first)
  }
}
