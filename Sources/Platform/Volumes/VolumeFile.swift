/// An open file of a volume: one of the system, or one of a disk in memory.
public struct VolumeFile: ~Copyable, Sendable {
  /// The file in memory; nil for one of the system.
  public let memory: MemoryFile?
  /// The file of the system; a closed one where there is one in memory.
  private let file: File

  init(_ file: consuming File) {
    memory = nil
    self.file = file
  }

  init(_ memory: MemoryFile) {
    self.memory = memory
    file = File(closed: memory.path)
  }

  /// The path as it was given.
  public var path: String { file.path }

  /// The file's length in bytes.
  public func size() throws(SystemError) -> Int64 {
    if let memory { return Int64(memory.bytes.count) }
    return try file.size()
  }

  /// Cuts the file off, or lengthens it with zeros, to `byteCount` bytes.
  public func truncate(to byteCount: Int64) throws(SystemError) {
    if let memory { return try memory.truncate(to: Int(byteCount)) }
    try file.truncate(to: byteCount)
  }

  /// Waits until the file's content and length are on stable storage.
  public func sync() throws(SystemError) {
    if let memory { return try memory.sync() }
    try file.sync()
  }

  /// Takes the file's advisory lock. One process at a time uses a disk in memory, so there it is free.
  public func tryLockExclusive() throws(SystemError) -> Bool {
    if memory != nil { return true }
    return try file.tryLockExclusive()
  }

  /// The 64 bytes at `offset`; nil where the file ends before.
  public func line(at offset: Int64) throws(SystemError) -> CacheLine? {
    if let memory { return memory.line(at: Int(offset)) }
    return try file.line(at: offset)
  }

  /// Writes 64 bytes at `offset`, lengthening the file where needed.
  public func write(_ line: CacheLine, at offset: Int64) throws(SystemError) {
    if let memory { return try memory.write(line, at: Int(offset)) }
    try file.write(line, at: offset)
  }

  /// Writes the bytes `range` of `window` at `offset`, lengthening the file where needed.
  public func write(
    _ range: Range<Int>, of window: borrowing MappedWindow, at offset: Int64
  ) throws(SystemError) {
    if let memory { return try memory.write(window.copyBytes(range), at: Int(offset)) }
    try file.write(range, of: window, at: offset)
  }

  /// Fills `window` from its start with the bytes at `offset`.
  ///
  /// - Returns: the number of bytes read; less than the window holds only at the end of the file.
  public func read(into window: inout MappedWindow, at offset: Int64) throws(SystemError) -> Int {
    guard let memory else { return try file.read(into: &window, at: offset) }
    let bytes = memory.bytes(from: Int(offset), countMax: window.byteCount)
    window.store(bytes, at: 0)
    return bytes.count
  }

  /// Gives a range room on the medium, for a file of the system.
  public func allocate(at offset: Int64, byteCount: Int64) throws(SystemError) {
    refuseMemory()
    try file.allocate(at: offset, byteCount: byteCount)
  }

  /// Overwrites a range with zeros, for a file of the system.
  public func writeZeros(at offset: Int64, byteCount: Int) throws(SystemError) {
    refuseMemory()
    try file.writeZeros(at: offset, byteCount: byteCount)
  }

  /// Maps a range for writing, for a file of the system.
  public func map(at offset: Int64, byteCount: Int) throws(SystemError) -> MappedWindow {
    refuseMemory()
    return try MappedWindow(
      file: file, offset: offset, byteCount: byteCount, access: .readWrite)
  }

  private func refuseMemory() {
    precondition(memory == nil, "a disk in memory takes lines one by one and maps nothing")
  }
}
