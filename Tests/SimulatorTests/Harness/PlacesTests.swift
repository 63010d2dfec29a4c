import TestSupport
import Testing

@Suite("Places that tests use")
struct PlacesTests {
  @Test("a temporary directory holds files and is removed with them")
  func temporaryDirectory() throws {
    var path = ""
    do {
      let directory = try TemporaryDirectory()
      path = directory.path
      try TextFile.write("text", to: directory.file("file"))
      #expect(TextFile.read(directory.file("file")) == "text")
      #expect(Directory.entries(of: path) == ["file"])
      let link = try ChildProcess(
        "/bin/sh", ["-c", "mkdir a; touch a/b .c; ln -s / root"],
        workingDirectory: path)
      #expect(try link.waitForExit() == .exited(0))
    }
    #expect(!Directory.exists(path))
    #expect(Directory.exists("/usr"))
  }

  @Test("the package's root holds its manifest")
  func root() {
    #expect(TextFile.read("\(RepositoryRoot.path)/Package.swift")?.isEmpty == false)
  }

  @Test("the program stands beside the tests and starts")
  func binary() throws {
    let child = try ChildProcess(SimulatorBinary.path, ["--version"])
    #expect(try child.waitForExit() == .exited(0))
    #expect(child.standardOutput.hasPrefix("simulator "))
  }
}
