/// A file of a disk in memory: what the system would hold of it, and what the medium would.
///
/// One thread at a time uses a disk and its files.
public final class MemoryFile: @unchecked Sendable {
  /// The path that it was made under.
  public let path: String
  /// The content as every process sees it.
  public private(set) var bytes: [UInt8] = []
  /// The content that a power failure leaves for certain.
  public private(set) var durableBytes: [UInt8] = []
  private unowned let disk: MemoryDisk

  init(path: String, disk: MemoryDisk) {
    self.path = path
    self.disk = disk
  }

  /// The line at `offset`; nil where the file ends before.
  func line(at offset: Int) -> CacheLine? {
    guard offset + CacheLine.byteCount <= bytes.count else { return nil }
    return unsafe bytes.withUnsafeBytes { bytes in
      unsafe CacheLine(
        bytes.word(at: offset), bytes.word(at: offset + 8), bytes.word(at: offset + 16),
        bytes.word(at: offset + 24), bytes.word(at: offset + 32), bytes.word(at: offset + 40),
        bytes.word(at: offset + 48), bytes.word(at: offset + 56))
    }
  }

  /// Up to so many bytes from `offset` on.
  func bytes(from offset: Int, countMax: Int) -> [UInt8] {
    guard offset < bytes.count else { return [] }
    return Array(bytes[offset..<min(bytes.count, offset + countMax)])
  }

  /// Stores a line, its first word last: cut short, it lacks that word and some of the others.
  public func store(_ line: CacheLine, at offset: Int) throws(SystemError) {
    switch disk.ask(.store(path: path, line: line)) {
    case .goOn, .goOnWith: put(line, at: offset)
    case .refuse(let code): throw SystemError(code: code, operation: "write", path: path)
    case .endAfter(let words):
      var torn = CacheLine(0, 0, 0, 0, 0, 0, 0, 0)
      if words > 0 { torn.w1 = line.w1 }
      if words > 1 { torn.w2 = line.w2 }
      if words > 2 { torn.w3 = line.w3 }
      if words > 3 { torn.w4 = line.w4 }
      if words > 4 { torn.w5 = line.w5 }
      if words > 5 { torn.w6 = line.w6 }
      if words > 6 { torn.w7 = line.w7 }
      if words > 0 { put(torn, at: offset) }
      throw disk.end("write", path)
    }
  }

  /// Writes a line, as a whole or not at all.
  func write(_ line: CacheLine, at offset: Int) throws(SystemError) {
    try disk.permit(.write(path: path, bytes: []), "write", path)
    put(line, at: offset)
  }

  /// Writes bytes at `offset`; cut short, the last ones are missing.
  public func write(_ source: [UInt8], at offset: Int) throws(SystemError) {
    switch disk.ask(.write(path: path, bytes: source)) {
    case .goOn: put(source[...], at: offset)
    case .goOnWith(let other): put(other[...], at: offset)
    case .refuse(let code): throw SystemError(code: code, operation: "write", path: path)
    case .endAfter(let count):
      put(source.prefix(count), at: offset)
      throw disk.end("write", path)
    }
  }

  /// Cuts the file off, or lengthens it with zeros.
  public func truncate(to byteCount: Int) throws(SystemError) {
    try disk.permit(.truncate(path: path), "truncate", path)
    if byteCount < bytes.count {
      bytes.removeLast(bytes.count - byteCount)
    } else {
      lengthen(to: byteCount)
    }
  }

  /// Carries the content to the medium.
  public func sync() throws(SystemError) {
    try disk.permit(.sync(path: path), "sync", path)
    durableBytes = bytes
  }

  /// Cuts the file off unasked, as a broken disk does.
  public func shorten(to byteCount: Int) {
    if byteCount < bytes.count { bytes.removeLast(bytes.count - byteCount) }
  }

  /// Lengthens the file with zeros, as reserved room does.
  public func lengthen(to byteCount: Int) {
    guard byteCount > bytes.count else { return }
    bytes.append(contentsOf: repeatElement(0, count: byteCount - bytes.count))
  }

  /// What a power failure leaves: of every page that was not synced, the old or the new.
  ///
  /// - Parameters:
  ///   - keepsPage: asked for every page whose content differs.
  ///   - keepsLength: whether the new length has reached the medium, zeros where pages have not.
  func lose(keepsPage: () -> Bool, keepsLength: Bool) {
    let page = MemoryDisk.pageByteCount
    var left = durableBytes
    if bytes.count > left.count {
      left.append(contentsOf: repeatElement(0, count: bytes.count - left.count))
    } else if keepsLength {
      left.removeLast(left.count - bytes.count)
    }
    var end = durableBytes.count
    for start in stride(from: 0, to: min(left.count, bytes.count), by: page) {
      let range = start..<min(start + page, min(left.count, bytes.count))
      guard left[range] != bytes[range], keepsPage() else { continue }
      left.replaceSubrange(range, with: bytes[range])
      end = max(end, range.upperBound)
    }
    if !keepsLength && end < left.count { left.removeLast(left.count - end) }
    bytes = left
    durableBytes = left
  }

  func put(_ source: ArraySlice<UInt8>, at offset: Int) {
    lengthen(to: offset)
    let common = min(source.count, bytes.count - offset)
    if common > 0 {
      bytes.replaceSubrange(offset..<offset + common, with: source.prefix(common))
    }
    bytes.append(contentsOf: source.dropFirst(common))
  }

  private func put(_ line: CacheLine, at offset: Int) {
    lengthen(to: offset)
    if offset == bytes.count {
      // All at once: growing by zeros first would write everything twice.
      bytes.append(contentsOf: repeatElement(0, count: CacheLine.byteCount))
    } else {
      lengthen(to: offset + CacheLine.byteCount)
    }
    unsafe bytes.withUnsafeMutableBytes { bytes in
      unsafe bytes.store(line.w0, at: offset)
      unsafe bytes.store(line.w1, at: offset + 8)
      unsafe bytes.store(line.w2, at: offset + 16)
      unsafe bytes.store(line.w3, at: offset + 24)
      unsafe bytes.store(line.w4, at: offset + 32)
      unsafe bytes.store(line.w5, at: offset + 40)
      unsafe bytes.store(line.w6, at: offset + 48)
      unsafe bytes.store(line.w7, at: offset + 56)
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func word(at offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

extension UnsafeMutableRawBufferPointer {
  fileprivate func store(_ word: UInt64, at offset: Int) {
    unsafe storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
  }
}
