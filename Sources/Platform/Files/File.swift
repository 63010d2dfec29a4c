internal import Glibc

/// An open file; closed when its owner goes.
///
/// Every call that a signal cuts short is tried again, every short write is finished.
public struct File: ~Copyable, Sendable {
  /// How a file is opened.
  public enum Mode: Sendable {
    /// For reading; the file must exist.
    case read
    /// For reading and writing; the file must exist.
    case readWrite
    /// For reading and writing; made when missing.
    case readWriteCreate
    /// For reading and writing; must not exist yet.
    case createExclusive
  }

  /// The path as it was given.
  public let path: String
  let descriptor: Int32

  /// Opens a file; a new one gets the permissions `rw-r--r--` less the process's mask.
  public init(path: String, mode: Mode) throws(SystemError) {
    let flags: Int32 =
      switch mode {
      case .read: O_RDONLY
      case .readWrite: O_RDWR
      case .readWriteCreate: O_RDWR | O_CREAT
      case .createExclusive: O_RDWR | O_CREAT | O_EXCL
      }
    var result = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o644)
    while result < 0 && errno == EINTR {
      result = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o644)
    }
    guard result >= 0 else {
      throw SystemError.last(mode == .createExclusive ? "create" : "open", path)
    }
    self.path = path
    descriptor = result
  }

  /// A file that is not open: what holds the place of one where there is none.
  init(closed path: String) {
    self.path = path
    descriptor = -1
  }

  deinit {
    guard descriptor >= 0 else { return }
    // A child process between its fork and its exec shares the lock: closing would not free it yet.
    var request = Self.wholeFile
    request.l_type = Int16(F_UNLCK)
    _ = unsafe fcntl(descriptor, Self.setLockCommand, &request)
    _ = Glibc.close(descriptor)
  }

  /// The file's length in bytes.
  public func size() throws(SystemError) -> Int64 {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .last("inspect", path) }
    return Int64(status.st_size)
  }

  /// Cuts the file off, or lengthens it with a hole, to `byteCount` bytes.
  public func truncate(to byteCount: Int64) throws(SystemError) {
    while ftruncate(descriptor, off_t(byteCount)) != 0 {
      guard errno == EINTR else { throw .last("truncate", path) }
    }
  }

  /// Waits until the file's content and length are on stable storage (`fdatasync`).
  public func sync() throws(SystemError) {
    while fdatasync(descriptor) != 0 {
      guard errno == EINTR else { throw .last("sync", path) }
    }
  }

  /// Takes the advisory lock of this file, opened for writing, for as long as it is open, without
  /// waiting.
  ///
  /// - Returns: false when another holder has it.
  public func tryLockExclusive() throws(SystemError) -> Bool {
    var request = Self.wholeFile
    while unsafe fcntl(descriptor, Self.setLockCommand, &request) != 0 {
      if errno == EAGAIN || errno == EACCES { return false }
      guard errno == EINTR else { throw .last("lock", path) }
    }
    return true
  }

  /// Whether someone else holds the advisory lock. Takes nothing, not even for a moment: asking
  /// never keeps another process from the lock.
  public func isLockedElsewhere() throws(SystemError) -> Bool {
    var request = Self.wholeFile
    while unsafe fcntl(descriptor, Self.getLockCommand, &request) != 0 {
      guard errno == EINTR else { throw .last("inspect lock", path) }
    }
    return Int32(request.l_type) != Int32(F_UNLCK)
  }

  /// Locks belong to the open file and not to the process (`F_OFD_GETLK`, `F_OFD_SETLK` of Linux,
  /// which the module of the C library leaves out).
  private static let getLockCommand: Int32 = 36
  private static let setLockCommand: Int32 = 37

  private static var wholeFile: Glibc.flock {
    var request = Glibc.flock()
    request.l_type = Int16(F_WRLCK)
    request.l_whence = Int16(SEEK_SET)
    return request
  }
}
