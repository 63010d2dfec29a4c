internal import Glibc

extension File {
  /// The whole content of the file at `path`. Works for files of unknown length, such as those
  /// under `/proc`.
  public static func read(path: String) throws(SystemError) -> [UInt8] {
    let file = try File(path: path, mode: .read)
    return try file.readAll()
  }

  /// The whole content, from the first byte.
  public func readAll() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var wanted = max(Int(try size()) + 1, 4096)
    while true {
      let part = try read(at: Int64(bytes.count), count: wanted)
      bytes += part
      if part.count < wanted { return bytes }
      wanted = bytes.count
    }
  }

  /// Up to `count` bytes from `offset`; fewer only at the end of the file.
  public func read(at offset: Int64, count: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let outcome = unsafe readFully(UnsafeMutableRawBufferPointer(buffer), at: offset)
      switch outcome {
      case .success(let read): filled = read
      case .failure(let error): failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fills `window` from its start with the bytes at `offset`.
  ///
  /// - Returns: the number of bytes read; less than the window holds only at the end of the file.
  public func read(into window: inout MappedWindow, at offset: Int64) throws(SystemError) -> Int {
    precondition(window.isWritable, "reading into a read-only window")
    return try unsafe readFully(window.bytes, at: offset).get()
  }

  func readFully(
    _ target: UnsafeMutableRawBufferPointer, at offset: Int64
  ) -> Result<Int, SystemError> {
    var filled = 0
    while filled < target.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: target[filled...])
      let count = unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + filled)
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        return .failure(.last("read", path))
      }
    }
    return .success(filled)
  }
}
