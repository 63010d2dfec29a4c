/// How long something takes, and saying so.
struct Measured {
  private let start = ContinuousClock.now

  /// Time since the beginning.
  var elapsed: Duration { ContinuousClock.now - start }

  /// Prints a figure, so that the log of a test run shows what the machine did.
  static func report(_ what: String, _ duration: Duration) {
    print("measured: \(what): \(Int(duration / .milliseconds(1))) ms")
  }
}
