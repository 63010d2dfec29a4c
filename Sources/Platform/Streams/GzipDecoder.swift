#if Compression
  internal import CZlib

  /// Decodes gzip by zlib; members may follow one another, as `cat a.gz b.gz` makes them.
  @safe final class GzipDecoder: StreamDecoder {
    private let path: String
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isAtBoundary = false

    /// A window of 32 KiB, and a gzip header is expected.
    private static let windowBits: Int32 = 15 + 16

    init(path: String) {
      self.path = path
      unsafe stream = .allocate(capacity: 1)
      unsafe stream.initialize(to: z_stream())
      let code = unsafe inflateInit2_(
        stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      precondition(code == Z_OK, "zlib refuses to start: \(code)")
    }

    deinit {
      unsafe inflateEnd(stream)
      unsafe stream.deallocate()
    }

    func decode(
      _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(StreamError) -> Step {
      if isAtBoundary && source.count > 0 {
        _ = unsafe inflateReset(stream)
        isAtBoundary = false
      }
      unsafe stream.pointee.next_in = UnsafeMutablePointer(
        mutating: source.bindMemory(to: UInt8.self).baseAddress)
      unsafe stream.pointee.avail_in = UInt32(source.count)
      unsafe stream.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
      unsafe stream.pointee.avail_out = UInt32(target.count)
      let code = unsafe inflate(stream, Z_NO_FLUSH)
      guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
        let text = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
        throw .damaged(path: path, format: "gzip", reason: text ?? "zlib error \(code)")
      }
      isAtBoundary = code == Z_STREAM_END
      return unsafe (
        source.count - Int(stream.pointee.avail_in), target.count - Int(stream.pointee.avail_out)
      )
    }
  }
#endif
