import Testing

@testable import Platform

/// A disk that fails as it is told.
@Suite("Volumes: disk in memory") struct MemoryDiskTests {
  /// Lets changes happen up to a number, and gives a verdict on the one behind.
  private final class Supervisor: DiskSupervisor {
    var operations: [DiskOperation] = []
    let last: Int
    let verdict: DiskVerdict

    init(after last: Int = .max, _ verdict: DiskVerdict = .goOn) {
      self.last = last
      self.verdict = verdict
    }

    func verdict(on operation: DiskOperation) -> DiskVerdict {
      operations.append(operation)
      return operations.count > last ? verdict : .goOn
    }
  }

  private let line = CacheLine(1, 2, 3, 4, 5, 6, 7, 8)

  @Test("a line that is cut short lacks its first word and some of the others", arguments: 0...7)
  func tornLine(words: Int) throws {
    let disk = MemoryDisk()
    let supervisor = Supervisor(after: 1, .endAfter(words))
    disk.supervisor = supervisor
    let file = try disk.open("d/f", .createExclusive)
    #expect(throws: SystemError.self) { try file.store(line, at: 64) }
    #expect(disk.hasEnded)
    #expect(throws: SystemError.self) { try file.store(line, at: 0) }
    #expect(throws: SystemError.self) { try disk.remove("d/f") }
    disk.restart()
    let torn = file.line(at: 64)
    let whole: [UInt64] = [2, 3, 4, 5, 6, 7, 8]
    let found = torn.map { [$0.w1, $0.w2, $0.w3, $0.w4, $0.w5, $0.w6, $0.w7] }
    let expected = whole.enumerated().map { $0 < words ? $1 : 0 }
    #expect(words == 0 ? torn == nil : torn?.w0 == 0 && found == expected)
  }

  @Test("a power failure leaves what was synced, and of the rest what the draw keeps")
  func powerFailure() throws {
    for keeps in [false, true] {
      let disk = MemoryDisk()
      let file = try disk.open("d/f", .createExclusive)
      try file.write([UInt8](repeating: 1, count: 5000), at: 0)
      try file.sync()
      try disk.syncDirectory("d")
      try file.write([UInt8](repeating: 2, count: 5000), at: 4096)
      _ = try disk.open("d/unsynced", .createExclusive)
      disk.restartAfterPowerFailure { keeps }
      let bytes = try disk.open("d/f", .read).bytes
      #expect(bytes.count == (keeps ? 9096 : 5000))
      #expect(bytes[..<4096].allSatisfy { $0 == 1 })
      #expect(bytes[4096...].allSatisfy { $0 == (keeps ? 2 : 1) })
      #expect(disk.exists("d/unsynced") == keeps)
    }
  }

  @Test("pages are lost one by one, and leave zeros")
  func lostPages() throws {
    let disk = MemoryDisk()
    let file = try disk.open("d/f", .createExclusive)
    try disk.syncDirectory("d")
    try file.write([UInt8](repeating: 7, count: 3 * 4096), at: 0)
    var asked = 0
    disk.restartAfterPowerFailure {
      asked += 1
      return asked != 2
    }
    let sums = (0..<3).map { page in
      file.bytes[page * 4096..<page * 4096 + 4096].map(Int.init).reduce(0, +)
    }
    #expect(sums.filter { $0 == 0 }.count == 1 && sums.filter { $0 == 7 * 4096 }.count == 2)
  }

  @Test("a file is replaced as a whole, whatever happens on the way")
  func atomicWriting() throws {
    for last in 0..<8 {
      for verdict in [DiskVerdict.endAfter(0), .endAfter(3), .refuse(28)] {
        let disk = MemoryDisk()
        try disk.writeAtomically("d/f", [1, 2, 3, 4], isDurable: true)
        let supervisor = Supervisor(after: last, verdict)
        disk.supervisor = supervisor
        let isDone = (try? disk.writeAtomically("d/f", [5, 6], isDurable: true)) != nil
        disk.supervisor = nil
        if disk.hasEnded { disk.restartAfterPowerFailure { false } }
        let bytes = try Volume(disk).read("d/f")
        #expect(bytes == [5, 6] || (bytes == [1, 2, 3, 4] && !isDone), "\(last), \(verdict)")
      }
    }
  }

  @Test("both kinds of volume answer alike")
  func sameAnswers() throws {
    let directory = try TemporaryDirectory()
    for (volume, path) in [(Volume.system, directory.path), (Volume(MemoryDisk()), "d")] {
      #expect(!volume.exists("\(path)/f"))
      #expect(throws: SystemError.self) { _ = try volume.read("\(path)/f") }
      try volume.writeAtomically("\(path)/f", [1, 2])
      try volume.writeAtomically("\(path)/g", [3], isDurable: false)
      #expect(try volume.list(path) == ["f", "g"])
      let file = try volume.open("\(path)/f", .readWrite)
      try file.write(line, at: 64)
      #expect(try file.size() == 128)
      #expect(try file.line(at: 64) == line)
      #expect(try file.line(at: 65) == nil)
      try file.truncate(to: 70)
      #expect(try file.line(at: 64) == nil)
      try volume.remove("\(path)/g")
      #expect(try volume.list(path) == ["f"])
    }
  }
}
