import Glibc
import Platform
import Testing

@Suite struct ConsoleTests {
  @Test func linesComeOneByOneAndTheLastNeedsNoEnd() throws {
    let ends = makePipe()
    var input = LineInput(descriptor: ends.read)
    send("one\r\n\ntwo\nthr", to: ends.write)
    #expect(try input.next() == .text("one"))
    #expect(try input.next() == .text(""))
    #expect(try input.next() == .text("two"))
    let soon = SystemClock().now() + .milliseconds(2)
    #expect(try input.next(until: soon) == .timeout)
    send("ee", to: ends.write)
    close(ends.write)
    #expect(try input.next() == .text("three"))
    #expect(try input.next() == .endOfInput)
    #expect(try input.next() == .endOfInput)
    close(ends.read)
  }

  @Test func outputIsHeldBackUntilFlushed() throws {
    let ends = makePipe()
    do {
      var output = TextOutput(descriptor: ends.write, name: "pipe", capacity: 10)
      try output.write("123")
      #expect(Interruption.wait(until: Instant(nanoseconds: 0), orInput: ends.read) == .timeout)
      try output.flush()
      #expect(Interruption.wait(until: nil, orInput: ends.read) == .input)
      try output.write("ä4567890")
      try output.write("x")
      try output.write("end")
    }
    close(ends.write)
    var input = LineInput(descriptor: ends.read)
    #expect(try input.next() == .text("123ä4567890xend"))
    close(ends.read)
  }

  @Test func otherOutputFailuresAreErrors() throws {
    let full = unsafe open("/dev/full", O_WRONLY)
    var output = TextOutput(descriptor: full, name: "results")
    try output.write("x")
    let error = #expect(throws: SystemError.self) { try output.flush() }
    #expect(error?.description == "cannot write results: No space left on device")
    #expect(error?.isOutOfSpace == true)
    let isClosed = output.isClosed
    #expect(!isClosed)
    close(full)
  }

  @Test func aPipeIsNoTerminal() {
    let ends = makePipe()
    #expect(!Terminal.isTerminal(ends.read))
    #expect(Terminal.size(ends.write) == nil)
    close(ends.read)
    close(ends.write)
  }

  @Test func processFactsArePlausible() throws {
    let now = try #require(ProcessIdentity.residentBytes)
    let peak = try #require(ProcessIdentity.residentBytesPeak)
    #expect(now > 1 << 20)
    #expect(peak >= now)
    #expect(ProcessIdentity.pid == getpid())
    #expect(ProcessIdentity.hostHasProcess(getpid()))
    #expect(ProcessIdentity.hostHasProcess(1))
    #expect(!ProcessIdentity.hostHasProcess(0))
    #expect(!ProcessIdentity.hostHasProcess(.max))
    #expect(SystemRandom.word() != SystemRandom.word())
    #expect(SystemRandom.bytes(16).count == 16)
  }
}
