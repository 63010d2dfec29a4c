public import Platform
internal import Synchronization

/// Many histories, one seed after the other, on a thread for each processor.
public struct Campaign: Sendable {
  /// The first seed.
  public var firstSeed: UInt64 = 1
  /// How many seeds; nil for as many as the time allows.
  public var count: UInt64?
  /// When no further history is begun; nil for never.
  public var deadline: Instant?
  /// What no history exceeds.
  public var limits = RecipeLimits()
  /// Threads.
  public var workers = 2
  /// Failing histories after which no further one is begun.
  public var failuresMax = 10

  /// A campaign from seed 1 without an end.
  public init() {}

  /// What a campaign came to.
  public struct Result: Sendable {
    /// Histories executed.
    public internal(set) var histories: UInt64 = 0
    /// What happened in them.
    public internal(set) var counts = HistoryCounts()
    /// Those that failed, lowest seed first.
    public internal(set) var failures: [History] = []

    /// Nothing yet.
    public init() {}

    /// Adds a history.
    public mutating func add(_ history: History) {
      histories += 1
      counts.merge(history.counts)
      if !history.passed { failures.append(history) }
    }
  }

  /// Executes the histories.
  ///
  /// - Parameters:
  ///   - isStopRequested: asked several times a second whether to begin no further history.
  ///   - show: told several times a second how far the campaign is.
  /// - Throws: `SystemError` when the system gives no thread.
  public func run(
    isStopRequested: () -> Bool, show: (Result) -> Void
  ) throws(SystemError) -> Result {
    Heap.keepFreedMemory()
    LastWords.install()
    let work = CampaignWork(self)
    var threads = ThreadGroup()
    for _ in 0..<workers { try threads.start { work.run() } }
    while !work.hasEnded(workers, within: .milliseconds(100)) {
      if isStopRequested() { work.stop() }
      show(work.result)
    }
    threads.joinAll()
    var result = work.result
    result.failures.sort { $0.recipe.seed < $1.recipe.seed }
    return result
  }
}

/// What the threads of a campaign share.
private final class CampaignWork: Sendable {
  private let campaign: Campaign
  private let next = Atomic<UInt64>(0)
  private let isStopped = Atomic<Bool>(false)
  private let shared = Monitor((result: Campaign.Result(), ended: 0))

  init(_ campaign: Campaign) { self.campaign = campaign }

  var result: Campaign.Result { shared.withLock { $0.result } }

  func stop() { isStopped.store(true, ordering: .relaxed) }

  func hasEnded(_ workers: Int, within span: TimeSpan) -> Bool {
    shared.wait(until: SystemClock().now() + span) { $0.ended == workers ? true : nil } ?? false
  }

  func run() {
    while !isStopped.load(ordering: .relaxed), let seeds = deal() { execute(seeds) }
    shared.withLock { $0.ended += 1 }
  }

  /// The next few seeds; nil when there are no more.
  private func deal() -> Range<UInt64>? {
    if let deadline = campaign.deadline, SystemClock().now() >= deadline { return nil }
    let size: UInt64 = 8
    let start = next.add(size, ordering: .relaxed).oldValue
    let end = min(start + size, campaign.count ?? .max)
    return start < end ? start..<end : nil
  }

  private func execute(_ places: Range<UInt64>) {
    let histories = places.map { place in
      let seed = campaign.firstSeed &+ place
      LastWords.set("a broken invariant; repeat it: \(campaign.limits.command(seed: seed))\n")
      return History(Recipe(seed: seed, limits: campaign.limits))
    }
    shared.withLock { state in
      for history in histories { state.result.add(history) }
      if state.result.failures.count >= campaign.failuresMax { stop() }
    }
  }
}
