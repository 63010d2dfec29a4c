internal import Glibc

extension File {
  /// Writes all bytes at `offset`, lengthening the file where needed.
  public func write(_ bytes: [UInt8], at offset: Int64) throws(SystemError) {
    let code = unsafe bytes.withUnsafeBytes { unsafe writeFully($0, at: offset) }
    guard code == 0 else { throw SystemError(code: code, operation: "write", path: path) }
  }

  /// Writes the bytes `range` of `window` at `offset`, lengthening the file where needed.
  public func write(
    _ range: Range<Int>, of window: borrowing MappedWindow, at offset: Int64
  ) throws(SystemError) {
    precondition(range.lowerBound >= 0 && range.upperBound <= window.byteCount)
    let part = unsafe UnsafeRawBufferPointer(rebasing: window.bytes[range])
    let code = unsafe writeFully(part, at: offset)
    guard code == 0 else { throw SystemError(code: code, operation: "write", path: path) }
  }

  /// Gives the bytes `offset..<offset + byteCount` room on the medium, zeros where nothing was.
  ///
  /// A full medium is refused here, so that a later store through a mapping cannot fail. Where the
  /// file system cannot reserve, zeros are written behind the present end instead.
  public func allocate(at offset: Int64, byteCount: Int64) throws(SystemError) {
    var code = EINTR
    while code == EINTR { code = posix_fallocate(descriptor, off_t(offset), off_t(byteCount)) }
    switch code {
    case 0: return
    case EOPNOTSUPP, EINVAL, ENOSYS:
      let start = max(offset, try size())
      try writeZeros(at: start, byteCount: Int(max(0, offset + byteCount - start)))
    default: throw SystemError(code: code, operation: "reserve space in", path: path)
    }
  }

  /// Replaces the file at `path` as a whole: whoever reads it, even after a power failure, finds
  /// the old content or the new, never a part.
  ///
  /// Writes beside it, syncs, renames, and syncs the directory.
  ///
  /// - Parameter isDurable: false leaves out the syncing, which may take milliseconds; readers still find
  ///   the old or the new, but a power failure may leave neither.
  public static func writeAtomically(
    path: String, _ bytes: [UInt8], isDurable: Bool = true
  ) throws(SystemError) {
    // A device or a pipe, such as /dev/null, is written to; renaming would put a file in its place.
    if FileSystem.exists(path) && !FileSystem.isRegularFile(path) {
      return try write(path: path, bytes)
    }
    let temporary = "\(path).tmp\(getpid())"
    do {
      let file = try File(path: temporary, mode: .readWriteCreate)
      try file.truncate(to: 0)
      try file.write(bytes, at: 0)
      if isDurable { try file.sync() }
      try FileSystem.rename(temporary, to: path)
    } catch {
      _ = unsafe unlink(temporary)
      throw error
    }
    if isDurable { try FileSystem.syncDirectory(FileSystem.parent(of: path)) }
  }

  /// Writes all bytes to something that is no regular file.
  private static func write(path: String, _ bytes: [UInt8]) throws(SystemError) {
    let number = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard number >= 0 else { throw .last("open", path) }
    defer { close(number) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(number, $0.baseAddress, $0.count)
      }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw .last("write", path)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Overwrites `byteCount` bytes from `offset` with zeros, lengthening the file where needed.
  ///
  /// Afterwards the range lies in the system's page cache in large pieces, so that mapping it takes
  /// far fewer page faults than mapping a range that was only reserved.
  public func writeZeros(at offset: Int64, byteCount: Int) throws(SystemError) {
    var written = 0
    while written < byteCount {
      let count = min(Self.zeros.count, byteCount - written)
      let code = unsafe Self.zeros.withUnsafeBytes {
        unsafe writeFully(
          UnsafeRawBufferPointer(rebasing: $0[..<count]), at: offset + Int64(written))
      }
      guard code == 0 else { throw SystemError(code: code, operation: "write", path: path) }
      written += count
    }
  }

  private static let zeros = [UInt8](repeating: 0, count: 128 << 10)

  /// Writes everything; returns 0 or the error number.
  func writeFully(_ source: UnsafeRawBufferPointer, at offset: Int64) -> Int32 {
    var written = 0
    while written < source.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: source[written...])
      let count = unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset) + written)
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
