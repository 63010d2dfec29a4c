import Glibc
public import Platform

/// Reads and writes whole files for tests.
public enum TextFile {
  /// The text of the file at `path`; nil when it cannot be read.
  public static func read(_ path: String) -> String? {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
    let descriptor = PipeEnd(number)
    var bytes: [UInt8] = []
    while case .bytes(let chunk) = descriptor.readAvailable() { bytes += chunk }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether something that can be read stands at `path`.
  public static func exists(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

  /// Writes `text` to the file at `path`, replacing what was there.
  ///
  /// - Throws: `ProcessError.system` when it cannot be written.
  public static func write(_ text: String, to path: String) throws(ProcessError) {
    let number = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard number >= 0 else { throw .last("open \(path)") }
    try PipeEnd(number).write(all: Array(text.utf8), until: Deadline(after: .seconds(30)))
  }
}
