internal import Glibc

/// The files of the repository that tests compare with.
enum Repository {
  struct Unreadable: Error {
    let path: String
  }

  /// The content of the file at `path` below the repository's root.
  static func read(_ path: String, from here: String = #filePath) throws -> [UInt8] {
    let root = here.split(separator: "/").dropLast(4).joined(separator: "/")
    let descriptor = unsafe open("/\(root)/\(path)", O_RDONLY)
    guard descriptor >= 0 else { throw Unreadable(path: path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while case let count = unsafe Glibc.read(descriptor, &block, block.count), count > 0 {
      bytes += block[..<count]
    }
    return bytes
  }
}
