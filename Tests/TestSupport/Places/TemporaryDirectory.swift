import Glibc
public import Platform

/// A fresh directory that is removed, with all it holds, when its owner goes.
public struct TemporaryDirectory: ~Copyable {
  /// Its absolute path.
  public let path: String

  /// Makes one under `TMPDIR`, or `/tmp`.
  ///
  /// - Throws: `ProcessError.system` when it cannot be made.
  public init() throws(ProcessError) {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/simulator-test-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw .last("mkdtemp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  /// The path of `name` inside.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Removes what stands at `path`, and all below it; links are removed, not followed.
  private static func remove(_ path: String) {
    if unsafe unlink(path) == 0 || rmdir(path) == 0 { return }
    for name in Directory.entries(of: path) { remove("\(path)/\(name)") }
    unsafe rmdir(path)
  }
}
