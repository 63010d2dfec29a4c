import Platform
import TestSupport
import Testing

/// The engine through its C interface, as a program in C that links it.
@Suite struct EmbeddingTests {
  @Test func `a program in C trades, and every answer is as it should be`() throws {
    let child = try ChildProcess(
      FileSystem.parent(of: SimulatorBinary.path) + "/EmbeddingExample", [])
    #expect(try child.waitForExit() == .exited(0), "\(child.standardError)")
    #expect(
      child.standardOutput == """
        accepted order 1: 5 lots at 101
        accepted order 2: 5 lots at 100
        accepted order 3: 8 lots at 101
        filled   order 3: 5 lots at 100, against order 2
        filled   order 3: 3 lots at 101, against order 1
        canceled order 1: 2 lots at 101

        """)
  }
}
