internal import Glibc

/// The bytes of a file, pipe or standard input from first to last; gzip and zstd are recognised by
/// their first bytes and decompressed on the way.
///
/// Memory is constant, however long the input.
public struct ByteStream: ~Copyable {
  /// The path as it was given, `standard input` for `-`: for messages.
  public let name: String
  private let descriptor: Int32
  private let isOwner: Bool
  private var decoder: (any StreamDecoder)?
  /// What was read and not handed out yet: `pending[pendingStart...]`.
  private var pending: [UInt8] = []
  private var pendingStart = 0
  private var hasEnded = false
  /// Whether a signal asked to stop while there was nothing to read, so that the end is not that of the
  /// input.
  public private(set) var wasInterrupted = false
  /// Bytes handed out so far.
  public private(set) var byteCount: Int64 = 0

  private static let chunkByteCount = 1 << 18

  /// Opens `path`; `-` means standard input.
  public static func open(path: String) throws(StreamError) -> ByteStream {
    let isFile = path != "-"
    let descriptor = isFile ? try descriptor(of: path) : STDIN_FILENO
    var stream = ByteStream(
      name: isFile ? path : "standard input", descriptor: descriptor, isOwner: isFile)
    // Enough to recognise a format, even where a pipe delivers byte by byte.
    while stream.pending.count < 4 && !stream.hasEnded { try stream.readChunk() }
    stream.decoder = try Self.decoder(for: stream.pending, stream.name)
    return stream
  }

  private init(name: String, descriptor: Int32, isOwner: Bool) {
    self.name = name
    self.descriptor = descriptor
    self.isOwner = isOwner
  }

  private static func descriptor(of path: String) throws(StreamError) -> Int32 {
    var result = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    while result < 0 && errno == EINTR { result = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC) }
    guard result >= 0 else { throw .system(.last("open", path)) }
    return result
  }

  deinit { if isOwner { _ = close(descriptor) } }

  /// Puts the next bytes into `window`, from `offset` up to `limit` at most.
  ///
  /// - Returns: how many there are; 0 only at the end of the input.
  public mutating func read(
    into window: inout MappedWindow, from offset: Int, limit: Int
  ) throws(StreamError) -> Int {
    precondition(
      window.isWritable && offset >= 0 && offset < limit && limit <= window.byteCount, "no room")
    let target = unsafe UnsafeMutableRawBufferPointer(rebasing: window.bytes[offset..<limit])
    let count = unsafe decoder == nil ? try copy(into: target) : try decode(into: target)
    byteCount += Int64(count)
    return count
  }

  private static func decoder(
    for head: [UInt8], _ name: String
  ) throws(StreamError) -> (any StreamDecoder)? {
    let isGzip = head.starts(with: [0x1F, 0x8B])
    let isZstd = head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
    #if Compression
      if isGzip { return GzipDecoder(path: name) }
      if isZstd { return ZstdDecoder(path: name) }
    #else
      if isGzip || isZstd { throw .unsupported(path: name, format: isGzip ? "gzip" : "zstd") }
    #endif
    return nil
  }

  private mutating func copy(
    into target: UnsafeMutableRawBufferPointer
  ) throws(StreamError) -> Int {
    if pendingStart == pending.count && !hasEnded { try readChunk() }
    let count = min(target.count, pending.count - pendingStart)
    unsafe target.copyBytes(from: pending[pendingStart..<pendingStart + count])
    pendingStart += count
    return count
  }

  private mutating func decode(
    into target: UnsafeMutableRawBufferPointer
  ) throws(StreamError) -> Int {
    guard let decoder else { return 0 }
    while true {
      if pendingStart == pending.count && !hasEnded { try readChunk() }
      let start = pendingStart
      let outcome = unsafe pending.withUnsafeBytes { bytes in
        Result { () throws(StreamError) in
          try unsafe decoder.decode(UnsafeRawBufferPointer(rebasing: bytes[start...]), into: target)
        }
      }
      let step = try outcome.get()
      pendingStart += step.consumed
      if step.produced > 0 { return step.produced }
      guard hasEnded, pendingStart == pending.count || step.consumed == 0 else { continue }
      guard decoder.isAtBoundary || wasInterrupted else {
        throw .truncated(path: name, format: formatName)
      }
      return 0
    }
  }

  private var formatName: String {
    #if Compression
      decoder is GzipDecoder ? "gzip" : "zstd"
    #else
      ""
    #endif
  }

  /// Reads more behind what is pending; notes the end.
  private mutating func readChunk() throws(StreamError) {
    if pendingStart > 0 {
      pending.removeFirst(pendingStart)
      pendingStart = 0
    }
    while Interruption.wait(until: nil, orInput: descriptor) == .interrupted {
      guard Interruption.isRequested else { continue }
      (hasEnded, wasInterrupted) = (true, true)
      return
    }
    let kept = pending
    var failure: SystemError?
    pending = unsafe [UInt8](unsafeUninitializedCapacity: kept.count + Self.chunkByteCount) {
      buffer, filled in
      _ = unsafe buffer.update(fromContentsOf: kept)
      filled = kept.count
      var count = -1
      repeat {
        count = unsafe Glibc.read(
          descriptor, buffer.baseAddress! + kept.count, Self.chunkByteCount)
      } while count < 0 && errno == EINTR
      if count < 0 { failure = .last("read", name) }
      filled += max(0, count)
    }
    if let failure { throw .system(failure) }
    hasEnded = pending.count == kept.count
  }
}
