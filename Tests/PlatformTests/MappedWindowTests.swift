import Glibc
import Platform
import Testing

@Suite struct MappedWindowTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  @Test func storesReachTheFile() throws {
    let file = try File(path: directory("a"), mode: .createExclusive)
    try file.allocate(at: 0, byteCount: 3 * 4096)
    do {
      var window = try MappedWindow(file: file, offset: 4096, byteCount: 8192, access: .readWrite)
      window.store(0x0807_0605_0403_0201, at: 0)
      window.store([9, 10], at: 8)
      window.publish(CacheLine(1, 2, 3, 4, 5, 6, 7, 8), at: 8128)
      #expect(window.word(at: 1) == 0x0A09)
      #expect(window.line(at: 8128) == CacheLine(1, 2, 3, 4, 5, 6, 7, 8))
    }
    #expect(try file.read(at: 4096, count: 10) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    #expect(try file.line(at: 12_224) == CacheLine(1, 2, 3, 4, 5, 6, 7, 8))
    let window = try MappedWindow(file: file, offset: 0, byteCount: 12_288, access: .readOnly)
    #expect(window.copyBytes(4096..<4106) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  }

  @Test func anonymousMemoryStartsAsZerosAndTakesFileBytes() throws {
    try File.writeAtomically(path: directory("a"), [1, 2, 3])
    let file = try File(path: directory("a"), mode: .read)
    var window = try MappedWindow(anonymousByteCount: 4096)
    #expect(window.line(at: 64).isZero)
    #expect(try file.read(into: &window, at: 1) == 2)
    #expect(window.word(at: 0) == 0x0302)
    let copy = try File(path: directory("b"), mode: .createExclusive)
    try copy.write(1..<2, of: window, at: 0)
    #expect(try copy.readAll() == [3])
  }

  @Test func wordsOutsideTrap() async {
    await #expect(processExitsWith: .failure) {
      expectingTrap {
        let window = try MappedWindow(anonymousByteCount: 4096)
        _ = window.word(at: 512)
      }
    }
    await #expect(processExitsWith: .failure) {
      expectingTrap {
        var window = try MappedWindow(anonymousByteCount: 4096)
        window.publish(CacheLine(1, 0, 0, 0, 0, 0, 0, 0), at: 4096)
      }
    }
    await #expect(processExitsWith: .failure) {
      expectingTrap {
        var window = try MappedWindow(anonymousByteCount: 4096)
        window.store([1, 2], at: 4095)
      }
    }
    await #expect(processExitsWith: .failure) {
      expectingTrap {
        let file = try File(path: "/proc/self/exe", mode: .read)
        var window = try MappedWindow(file: file, offset: 0, byteCount: 4096, access: .readOnly)
        window.store(1, at: 0)
      }
    }
  }
}
