/// Why a stream of bytes cannot be read any further.
public enum StreamError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system refused.
  case system(SystemError)
  /// Compressed data that are not what their format demands; `reason` in words.
  case damaged(path: String, format: String, reason: String)
  /// A compressed file ends in the middle.
  case truncated(path: String, format: String)
  /// This build has no library for the format.
  case unsupported(path: String, format: String)

  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .system(let error): error.description
    case .damaged(let path, let format, let reason):
      "\(path): damaged \(format) data: \(reason)"
    case .truncated(let path, let format):
      "\(path): the \(format) data end in the middle; the file is incomplete"
    case .unsupported(let path, let format):
      "\(path): this program was built without the trait Compression and cannot read \(format); "
        + "decompress the file first"
    }
  }
}
