import Domain
import Glibc
import TestSupport
import Testing

/// Executes a plan over and over, kills it at random instants, resumes it until it is finished, and
/// compares everything it leaves with an execution that was left alone.
struct KillCampaign {
  private let plan: KillPlan
  private let place: Workplace
  private var random: SplitMix64
  private let reference: Answer
  private let referenceJournal: JournalFile
  /// How long the reference took.
  private let duration: Duration
  private var rounds = 0
  private(set) var kills = 0

  init(_ plan: KillPlan) throws {
    self.plan = plan
    place = try Workplace()
    random = SplitMix64(seed: plan.seed, purpose: 1, position: 0)
    let watch = Measured()
    reference = try place.run(["run", "--run-id", "reference", "--json"] + plan.options)
    duration = watch.elapsed
    referenceJournal = try JournalFile(path: place.file("journal", of: "reference"))
    let summary = try reference.summary()
    #expect(summary.verdict != "fail", "\(summary.violations)")
    #expect(referenceJournal.slotsOfMainPass == Array(0..<summary.slots("total")))
  }

  /// Kills until there were enough.
  mutating func perform() throws {
    while kills < plan.kills {
      rounds += 1
      try #require(rounds < 20 * plan.kills, "runs end before a kill can hit them")
      if let answer = try torment("r\(rounds)") { try compare(answer) }
      try compareJournal(of: "r\(rounds)")
      _ = try place.shell("rm -rf simulator_state/r\(rounds)")
    }
  }

  /// One run, killed and resumed until it is finished; the last answer, or nil when the last kill came
  /// after the run was completed and before it said so. Resuming it would go beyond the reference:
  /// it would look once more for what is still unknown.
  private mutating func torment(_ run: String) throws -> Answer? {
    var killsHere = 0
    while true {
      let isBegun = TextFile.exists(place.file("run.json", of: run))
      let words =
        isBegun ? ["resume", run, "--json"] : ["run", "--run-id", run, "--json"] + plan.options
      // Later attempts are let go more and more often, so that every run ends.
      let isLetGo = killsHere > 0 && random.next(below: UInt64(4)) == 0
      if isLetGo { return try place.run(words) }
      if let answer = try killed(words) { return answer }
      kills += 1
      killsHere += 1
      if isCompleted(run) { return nil }
    }
  }

  /// Starts a command and kills it after a random time; the answer when it was finished before.
  private mutating func killed(_ words: [String]) throws -> Answer? {
    let process = try place.start(words)
    process.closeStandardInput()
    let longest = UInt64(duration / .microseconds(1))
    usleep(UInt32(random.next(below: longest + longest / 10)))
    process.send(signal: SIGKILL)
    let end = try process.waitForExit()
    if end == .signaled(SIGKILL) { return nil }
    return Answer(end: end, output: process.standardOutput, error: process.standardError)
  }

  private func isCompleted(_ run: String) -> Bool {
    let checkpoint = TextFile.read(place.file("checkpoint.json", of: run))
    return checkpoint?.contains("\"status\": \"completed\"") ?? false
  }

  private var context: Comment {
    "plan \(plan.testDescription), seed \(plan.seed), round \(rounds)"
  }

  private func compare(_ answer: Answer) throws {
    #expect(answer.end == reference.end, "\(context): \(answer.error)")
    let summary = try answer.summary()
    let expected = try reference.summary()
    #expect(summary.essence == expected.essence, context)
    #expect(summary.verdict == expected.verdict, "\(context): \(summary.violations)")
    for name in ["attempts", "retries"] {
      #expect(summary.count(name) == expected.count(name), "\(context): \(name)")
    }
  }

  private func compareJournal(of run: String) throws {
    let journal = try JournalFile(path: place.file("journal", of: run))
    let isSame = journal.content == referenceJournal.content
    #expect(isSame, context)
    let areSlotsSame = journal.slotsOfMainPass == referenceJournal.slotsOfMainPass
    #expect(areSlotsSame, context)
  }
}
