import Glibc
import Platform
import Testing

@Suite struct FileTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  @Test func whatIsWrittenIsRead() throws {
    let file = try File(path: directory("a"), mode: .createExclusive)
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try file.write(bytes, at: 0)
    try file.write([1, 2, 3], at: 100_010)
    #expect(try file.size() == 100_013)
    #expect(try file.read(at: 99_999, count: 3) == [bytes[99_999], 0, 0])
    #expect(try file.read(at: 100_012, count: 10) == [3])
    #expect(try File.read(path: directory("a")).count == 100_013)
    try file.truncate(to: 5)
    #expect(try File.read(path: directory("a")) == Array(bytes[..<5]))
  }

  @Test func filesOfUnknownLengthAreReadWhole() throws {
    #expect(try File.read(path: "/proc/self/maps").count > 4096)
  }

  @Test func errorsNameOperationPathAndReason() throws {
    let path = directory("missing")
    let error = #expect(throws: SystemError.self) { try File.read(path: path) }
    #expect(error?.description == "cannot open \(path): No such file or directory")
    #expect(error?.isMissing == true)
    _ = try File(path: path, mode: .createExclusive)
    let second = #expect(throws: SystemError.self) {
      _ = try File(path: path, mode: .createExclusive)
    }
    #expect(second?.description == "cannot create \(path): File exists")
  }

  @Test func aLockHasOneHolder() throws {
    do {
      let first = try File(path: directory("lock"), mode: .readWriteCreate)
      let second = try File(path: directory("lock"), mode: .readWriteCreate)
      #expect(try first.tryLockExclusive())
      #expect(try !second.tryLockExclusive())
      #expect(try first.tryLockExclusive())
      let watcher = try File(path: directory("lock"), mode: .read)
      #expect(try watcher.isLockedElsewhere())
      #expect(try !first.isLockedElsewhere())
    }
    let third = try File(path: directory("lock"), mode: .readWrite)
    #expect(try third.tryLockExclusive())
  }

  @Test func reservedSpaceIsZerosAndKeepsContent() throws {
    let file = try File(path: directory("a"), mode: .createExclusive)
    try file.write([7, 7], at: 0)
    try file.allocate(at: 0, byteCount: 300_000)
    #expect(try file.size() == 300_000)
    #expect(try file.readAll() == [7, 7] + [UInt8](repeating: 0, count: 299_998))
    try file.writeZeros(at: 1, byteCount: 299_999)
    #expect(try file.readAll() == [7] + [UInt8](repeating: 0, count: 299_999))
  }

  @Test func linesKeepTheirPlace() throws {
    let file = try File(path: directory("a"), mode: .createExclusive)
    let line = CacheLine(1, 2, 3, 4, 5, 6, 7, 0x0102_0304_0506_0708)
    try file.write(line, at: 64)
    #expect(try file.line(at: 64) == line)
    #expect(try file.line(at: 0)?.isZero == true)
    #expect(try file.line(at: 65) == nil)
    #expect(try file.read(at: 120, count: 8) == [8, 7, 6, 5, 4, 3, 2, 1])
  }

  @Test func atomicWritingReplacesWholeAndLeavesNothingBeside() throws {
    try File.writeAtomically(path: directory("a"), Array("first, long".utf8))
    try File.writeAtomically(path: directory("a"), Array("second".utf8))
    #expect(try File.read(path: directory("a")) == Array("second".utf8))
    #expect(try FileSystem.list(directory.path) == ["a"])
  }

  @Test func failedAtomicWritingLeavesTheOld() throws {
    try FileSystem.createDirectory(directory("a/b"))
    let error = #expect(throws: SystemError.self) {
      try File.writeAtomically(path: directory("a"), [1])
    }
    #expect(error?.operation == "rename")
    #expect(try FileSystem.list(directory.path) == ["a"])
    #expect(try FileSystem.list(directory("a")) == ["b"])
  }
}

@Suite struct FileSystemTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  @Test(arguments: [("a", "."), ("/a", "/"), ("a/b", "a"), ("/a/b/c", "/a/b"), ("./a", ".")])
  func parents(path: String, parent: String) { #expect(FileSystem.parent(of: path) == parent) }

  @Test func directoriesAreMadeWithParentsAndListedInOrder() throws {
    try FileSystem.createDirectory(directory("x/y/z"))
    try FileSystem.createDirectory(directory("x/y/z"))
    try FileSystem.createDirectory(directory("x/a"))
    #expect(try FileSystem.list(directory("x")) == ["a", "y"])
    #expect(FileSystem.isDirectory(directory("x/y")))
    #expect(FileSystem.isWritable(directory("x/y")))
  }

  @Test func aFileInTheWayIsAnError() throws {
    try File.writeAtomically(path: directory("f"), [])
    let error = #expect(throws: SystemError.self) {
      try FileSystem.createDirectory(directory("f"))
    }
    #expect(error?.description == "cannot create directory \(directory("f")): File exists")
  }

  @Test func removingATreeFollowsNoLinks() throws {
    try FileSystem.createDirectory(directory("tree/deep"))
    try FileSystem.createDirectory(directory("kept"))
    try File.writeAtomically(path: directory("kept/file"), [1])
    try File.writeAtomically(path: directory("tree/deep/file"), [1])
    #expect(unsafe symlink(directory("kept"), directory("tree/link")) == 0)
    try FileSystem.removeTree(directory("tree"))
    #expect(!FileSystem.exists(directory("tree")))
    #expect(FileSystem.exists(directory("kept/file")))
  }
}
