internal import Glibc

/// Directories, and files as entries of directories.
public enum FileSystem {
  /// The directory part of a path; `.` for a bare name.
  public static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether anything, of whatever kind, is at `path`.
  public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Whether this process may write to the file, or make entries in the directory, at `path`.
  public static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

  /// Whether `path` leads to a directory, following symbolic links.
  public static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether `path` leads to a file with content of its own, following symbolic links: no directory,
  /// device or pipe.
  public static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Where `path` leads to when every symbolic link is followed; nil when that does not exist.
  public static func resolved(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// Whether two paths lead to one and the same file, following symbolic links; false where one of
  /// them leads nowhere.
  public static func isSameFile(_ path: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard unsafe stat(path, &first) == 0 && stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  /// Makes a directory and those above it that are missing; one that exists is fine.
  public static func createDirectory(_ path: String) throws(SystemError) {
    if isDirectory(path) || path.isEmpty { return }
    let above = parent(of: path)
    if above != path { try createDirectory(above) }
    guard unsafe mkdir(path, 0o755) == 0 || (errno == EEXIST && isDirectory(path)) else {
      throw .last("create directory", path)
    }
  }

  /// The names in a directory, sorted, without `.` and `..`.
  public static func list(_ path: String) throws(SystemError) -> [String] {
    guard let directory = unsafe opendir(path) else { throw .last("list", path) }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    errno = 0
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw .last("list", path) }
    return names.sorted()
  }

  /// Gives a file another name, replacing what had it.
  public static func rename(_ path: String, to target: String) throws(SystemError) {
    guard unsafe Glibc.rename(path, target) == 0 else { throw .last("rename", path) }
  }

  /// Removes a file or an empty directory.
  public static func remove(_ path: String) throws(SystemError) {
    guard unsafe Glibc.remove(path) == 0 else { throw .last("remove", path) }
  }

  /// Removes a directory with everything in it. Symbolic links are removed, never followed.
  public static func removeTree(_ path: String) throws(SystemError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { throw .last("remove", path) }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in try list(path) { try removeTree("\(path)/\(name)") }
    }
    try remove(path)
  }

  /// Waits until the entries of a directory are on stable storage, so that a new or renamed file
  /// in it is still there after a power failure.
  public static func syncDirectory(_ path: String) throws(SystemError) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("open", path) }
    defer { _ = close(descriptor) }
    // Some file systems cannot sync a directory and say so with EINVAL; they need no sync either.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .last("sync", path) }
  }
}
