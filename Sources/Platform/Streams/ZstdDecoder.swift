#if Compression
  internal import CZstd

  /// Decodes Zstandard by libzstd; frames may follow one another.
  @safe final class ZstdDecoder: StreamDecoder {
    private let path: String
    private let context: OpaquePointer
    private(set) var isAtBoundary = false

    init(path: String) {
      self.path = path
      guard let made = unsafe ZSTD_createDStream() else {
        preconditionFailure("libzstd has no memory")
      }
      unsafe context = made
    }

    deinit { unsafe ZSTD_freeDStream(context) }

    func decode(
      _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(StreamError) -> Step {
      var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
      var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
      let code = unsafe ZSTD_decompressStream(context, &output, &input)
      if ZSTD_isError(code) != 0 {
        let reason = unsafe String(cString: ZSTD_getErrorName(code))
        throw .damaged(path: path, format: "zstd", reason: reason)
      }
      let (consumed, produced) = unsafe (input.pos, output.pos)
      // Asked with nothing to do, the library answers as if a new frame were wanted.
      if consumed > 0 || produced > 0 { isAtBoundary = code == 0 }
      return (consumed, produced)
    }
  }
#endif
