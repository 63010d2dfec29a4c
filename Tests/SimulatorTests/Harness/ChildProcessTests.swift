import Glibc
import TestSupport
import Testing

@Suite("Driving real processes")
struct ChildProcessTests {
  @Test("output, error and exit code arrive")
  func collects() throws {
    let child = try ChildProcess("/bin/sh", ["-c", "echo out; echo err >&2; exit 7"])
    #expect(try child.waitForExit() == .exited(7))
    #expect(child.standardOutput == "out\n")
    #expect(child.standardError == "err\n")
    #expect(child.status == .exited(7))
  }

  @Test("more output than a pipe holds arrives whole")
  func collectsMuch() throws {
    let child = try ChildProcess("/bin/sh", ["-c", "seq 1 100000"])
    #expect(try child.waitForExit() == .exited(0))
    #expect(child.standardOutput.utf8.count == 588_895)
  }

  @Test("input is read, also its end")
  func feeds() throws {
    let child = try ChildProcess("/bin/cat")
    try child.write("hello\n")
    try child.waitForOutput("hello")
    #expect(child.status == nil)
    child.closeStandardInput()
    #expect(try child.waitForExit() == .exited(0))
  }

  @Test("input to a process that is gone is an error, not the end of the tests")
  func brokenPipe() throws {
    let child = try ChildProcess("/bin/true")
    try child.waitForExit()
    #expect(throws: ProcessError.system(call: "write", errno: EPIPE)) { try child.write("x") }
  }

  @Test("environment and working directory are those given, and nothing else")
  func surroundings() throws {
    let child = try ChildProcess(
      "/bin/sh", ["-c", "pwd; echo $COLOR; env | grep -c ."], environment: ["COLOR": "red"],
      workingDirectory: "/usr")
    try child.waitForExit()
    let lines = child.standardOutput.split(separator: "\n")
    #expect(lines.first == "/usr")
    #expect(lines.dropFirst().first == "red")
    #expect(child.standardOutput.contains("HOME") == false)
  }

  @Test("a signal ends it; a second one finds nobody")
  func signals() throws {
    let child = try ChildProcess("/bin/sleep", ["100"])
    #expect(child.send(signal: SIGKILL))
    #expect(try child.waitForExit() == .signaled(SIGKILL))
    #expect(!child.send(signal: SIGKILL))
  }

  @Test("ignored and blocked signals are not inherited")
  func freshSignals() throws {
    let child = try ChildProcess("/bin/sh", ["-c", "kill -PIPE $$; echo survived"])
    #expect(try child.waitForExit() == .signaled(SIGPIPE))
  }

  @Test("waiting ends in time")
  func timesOut() throws {
    let child = try ChildProcess("/bin/sh", ["-c", "echo here; exec sleep 100"])
    try child.waitForOutput("here")
    let end = #expect(throws: ProcessError.self) {
      try child.waitForExit(timeout: .milliseconds(20))
    }
    #expect(end == .timedOut(waitingFor: "the end", seen: "here\n"))
    #expect(throws: ProcessError.timedOut(waitingFor: "'never'", seen: "here\n")) {
      try child.waitForOutput("never", timeout: .milliseconds(20))
    }
    #expect(child.status == nil)
  }

  @Test("waiting for text ends with the process")
  func endsEarly() throws {
    let child = try ChildProcess("/bin/echo", ["something"])
    #expect(throws: ProcessError.endedEarly(waitingFor: "'else'", seen: "something\n")) {
      try child.waitForOutput("else")
    }
  }

  @Test("a program that does not exist cannot be started")
  func missing() {
    #expect(throws: ProcessError.system(call: "posix_spawn /nowhere", errno: ENOENT)) {
      try ChildProcess("/nowhere")
    }
  }

  @Test("a child that nobody waits for is killed with its owner")
  func abandoned() throws {
    let id = try ChildProcess("/bin/sleep", ["100"]).id
    #expect(kill(id, 0) == -1)
  }
}
