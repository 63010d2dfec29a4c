import Glibc
import Platform
import Testing

/// Signals concern the whole process, so each case has one of its own.
@Suite struct InterruptionTests {
  @Test func theFirstSignalRaisesTheFlag() async {
    await #expect(processExitsWith: .exitCode(42)) {
      try Interruption.install()
      try Interruption.install()
      precondition(!Interruption.isRequested && Interruption.signal == nil)
      signalSelf(SIGTERM)
      precondition(Interruption.wait(until: .distantFuture) == .interrupted)
      precondition(Interruption.isRequested && Interruption.signal == .terminate)
      signalSelf(SIGHUP)
      usleep(20_000)
      precondition(Interruption.signal == .terminate)
      precondition(SystemClock().sleep(until: .distantFuture) == .interrupted)
      exit(42)
    }
  }

  @Test func aSecondInterruptEndsTheProcessAtOnce() async {
    await #expect(processExitsWith: .exitCode(130)) {
      try Interruption.install()
      Interruption.request(.hangup)
      signalSelf(SIGINT)
      sleep(10)
    }
    await #expect(processExitsWith: .exitCode(143)) {
      try Interruption.install()
      signalSelf(SIGINT)
      precondition(Interruption.wait(until: nil) == .interrupted)
      signalSelf(SIGTERM)
      sleep(10)
    }
  }

  @Test func aSleeperWakesAtOnce() async {
    await #expect(processExitsWith: .exitCode(42)) {
      try Interruption.install()
      let clock = SystemClock()
      let start = clock.now()
      signalSelf(SIGINT, afterMicroseconds: 20_000)
      precondition(clock.sleep(until: start + .seconds(30)) == .interrupted)
      precondition(clock.now() - start < .seconds(10))
      exit(42)
    }
  }

  @Test func aSummaryRequestIsTakenOnceAndWakesOnce() async {
    await #expect(processExitsWith: .exitCode(42)) {
      try Interruption.install()
      signalSelf(SIGUSR1, afterMicroseconds: 20_000)
      precondition(Interruption.wait(until: .distantFuture) == .interrupted)
      precondition(Interruption.isSummaryRequested && !Interruption.isRequested)
      precondition(Interruption.takeSummaryRequest())
      precondition(!Interruption.takeSummaryRequest())
      let soon = SystemClock().now() + .milliseconds(5)
      precondition(Interruption.wait(until: soon) == .timeout)
      exit(42)
    }
  }

  @Test func aHangupIgnoredByTheParentStaysIgnored() async {
    await #expect(processExitsWith: .exitCode(42)) {
      _ = signal(SIGHUP, SIG_IGN)
      try Interruption.install()
      signalSelf(SIGHUP)
      let soon = SystemClock().now() + .milliseconds(20)
      precondition(SystemClock().sleep(until: soon) == .timeout)
      precondition(!Interruption.isRequested)
      exit(42)
    }
  }

  @Test func aClosedPipeIsAValue() async {
    await #expect(processExitsWith: .exitCode(42)) {
      try Interruption.install()
      let ends = makePipe()
      close(ends.read)
      var output = TextOutput(descriptor: ends.write, name: "pipe")
      try output.writeLine("nobody reads this")
      precondition(!output.isClosed)
      try output.flush()
      precondition(output.isClosed)
      try output.writeLine("nor this")
      exit(42)
    }
  }

  @Test func stopSignalsHaveShellCodes() {
    #expect(StopSignal.allCases.map(\.exitCode) == [130, 143, 129])
    #expect(StopSignal.allCases.map(\.name) == ["SIGINT", "SIGTERM", "SIGHUP"])
  }
}

/// Sends this process a signal. It arrives on another thread, for test threads block signals.
func signalSelf(_ number: Int32) { kill(getpid(), number) }

/// Sends this process a signal from a thread of its own, in a while.
func signalSelf(_ number: Int32, afterMicroseconds delay: UInt32) {
  startThread {
    usleep(delay)
    signalSelf(number)
  }
}
