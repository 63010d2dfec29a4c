import Testing

/// What a run is doing when it is interrupted.
struct Occupation: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// A configuration whose run is still busy so after half a second.
  let configuration: String
  /// The faults that retries come from; executed without delay they give the same plan and outcomes.
  let faults: [String]

  static let pacing = Occupation(
    testDescription: "waiting for the next slot's time",
    configuration: #"{"processor": {"trades_per_second": 40}}"#, faults: [])

  static let backoff = Occupation(
    testDescription: "waiting before a retry",
    configuration: #"""
      {"processor": {"retry_base_delay_ms": 1600, "max_retries": 9}, "faults": {"failure": 0.01}}
      """#,
    faults: ["failure=0.01"])

  static let lostAnswer = Occupation(
    testDescription: "waiting before looking up a slot that the venue has taken",
    configuration: #"""
      {"processor": {"retry_base_delay_ms": 1600, "max_retries": 9},
       "faults": {"timeout_after_apply": 0.08}}
      """#,
    faults: ["timeout_after_apply=0.08"])

  static let delay = Occupation(
    testDescription: "waiting for a late answer",
    configuration: #"""
      {"faults": {"delay": {"probability": 1, "min_ms": 60, "max_ms": 60}}}
      """#,
    faults: [])

  static let stall = Occupation(
    testDescription: "waiting for a venue that stands still",
    configuration: #"{"faults": {"stalls": [{"start_ms": 0, "duration_ms": 3000}]}}"#,
    faults: [])

  /// A seed with which the run comes to wait, and not for long, and the run executed without waiting.
  func suitablePlan(_ place: Workplace) throws -> (seed: UInt64, reference: Summary) {
    try place.write("{}", as: "fast.json")
    let options = faults.flatMap { ["--fault", $0] } + ["--retry-base-delay-ms", "0"]
    for seed in UInt64(1)...100 {
      let reference = try place.run(
        [
          "run", "--config", "fast.json", "--budget", "1000000", "--seed", "\(seed)",
          "--max-retries", "9", "--json",
        ] + options
      ).summary()
      let isSuitable = faults.isEmpty || (1...3).contains(reference.count("retries"))
      if isSuitable && reference.exitCode == 0 { return (seed, reference) }
    }
    throw NoSuitablePlan()
  }

  struct NoSuitablePlan: Error {}
}
