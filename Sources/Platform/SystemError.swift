internal import Glibc

/// A refused request to the operating system: which, on what, and why.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system's error number (`errno`), such as 2 for a missing file.
  public let code: Int32
  /// What was tried, as a verb that fits after "cannot": `open`, `write`, `map`.
  public let operation: String
  /// What it was tried on; empty where there is no path.
  public let path: String

  /// Makes an error of its parts.
  public init(code: Int32, operation: String, path: String = "") {
    self.code = code
    self.operation = operation
    self.path = path
  }

  /// One sentence without a full stop: `cannot open /x/y: No such file or directory`.
  public var description: String {
    let object = path.isEmpty ? "" : " \(path)"
    return "cannot \(operation)\(object): \(Self.text(of: code))"
  }

  /// Whether the file or directory does not exist.
  public var isMissing: Bool { code == ENOENT }

  /// Whether the medium, a quota or a size limit left no room.
  public var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }

  /// Whether another process or another file handle holds the lock.
  public var isBusy: Bool { code == EBUSY }

  /// The error of finding something in use: a lock held elsewhere, a file that changed meanwhile.
  public static func busy(_ operation: String, path: String) -> SystemError {
    SystemError(code: EBUSY, operation: operation, path: path)
  }

  /// The system's own words for an error number.
  public static func text(of code: Int32) -> String {
    var bytes = [CChar](repeating: 0, count: 256)
    let failed = unsafe strerror_r(code, &bytes, bytes.count)
    guard failed == 0 else { return "error \(code)" }
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The error that the last system call of this thread left behind.
  static func last(_ operation: String, _ path: String = "") -> SystemError {
    SystemError(code: errno, operation: operation, path: path)
  }
}
