import Platform
import Testing

@Suite("Streams of bytes") struct ByteStreamTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  @Test(
    "plain, gzip and zstd files are read alike, in pieces of any size",
    arguments: [
      Array(CompressedSamples.text.utf8), CompressedSamples.gzip, CompressedSamples.zstd,
    ], [1, 7, 4096])
  func formats(bytes: [UInt8], piece: Int) throws {
    #expect(try read(bytes, piece: piece) == CompressedSamples.text)
  }

  @Test(
    "members that follow one another are one text",
    arguments: [CompressedSamples.gzip, CompressedSamples.zstd])
  func members(bytes: [UInt8]) throws {
    #expect(try read(bytes + bytes + bytes) == String(repeating: CompressedSamples.text, count: 3))
  }

  @Test("an empty file has no bytes", arguments: [[], [0x31]] as [[UInt8]])
  func short(bytes: [UInt8]) throws {
    #expect(try read(bytes) == String(decoding: bytes, as: UTF8.self))
  }

  @Test(
    "compressed data that end in the middle are said to",
    arguments: [CompressedSamples.gzip, CompressedSamples.zstd])
  func truncated(bytes: [UInt8]) throws {
    let format = bytes[0] == 0x1F ? "gzip" : "zstd"
    for count in [5, 20, bytes.count - 1] {
      let error = #expect(throws: StreamError.self) { try read(Array(bytes[..<count])) }
      #expect(
        error?.description == "\(directory("a")): the \(format) data end in the middle; "
          + "the file is incomplete", "\(count) bytes")
    }
  }

  @Test(
    "damaged data are told from truncated ones",
    arguments: [CompressedSamples.gzip, CompressedSamples.zstd])
  func damaged(bytes: [UInt8]) throws {
    var damaged = bytes
    damaged[bytes.count - 2] ^= 0x40
    let error = #expect(throws: StreamError.self) { try read(damaged) }
    let isDamage = error?.description.contains("data: ") ?? false
    #expect(isDamage, "\(error?.description ?? "")")
  }

  @Test("what is missing or no file is said with the system's words")
  func missing() throws {
    let path = directory("none")
    #expect(throws: StreamError.system(.init(code: 2, operation: "open", path: path))) {
      try ByteStream.open(path: path).byteCount
    }
    let folder = directory.path
    let error = #expect(throws: StreamError.self) { try ByteStream.open(path: folder).byteCount }
    #expect(error?.description == "cannot read \(folder): Is a directory")
  }

  private func read(_ bytes: [UInt8], piece: Int = 4096) throws -> String {
    try File.writeAtomically(path: directory("a"), bytes)
    var stream = try ByteStream.open(path: directory("a"))
    var window = try MappedWindow(anonymousByteCount: 8192)
    var text: [UInt8] = []
    while true {
      let count = try stream.read(into: &window, from: 8, limit: 8 + piece)
      if count == 0 { break }
      #expect(count <= piece)
      text += window.copyBytes(8..<8 + count)
    }
    #expect(stream.byteCount == Int64(text.count))
    return String(decoding: text, as: UTF8.self)
  }
}
