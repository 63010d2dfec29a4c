internal import Glibc

/// Buffered text to an open descriptor, such as standard output.
///
/// When the reader has gone (`simulator ... | head`, a closed terminal), output is dropped from there
/// on and `isClosed` says so: an expected end, not a failure. SIGPIPE must be ignored
/// (`Interruption.install` or `Interruption.ignoreClosedOutput`).
/// Text still held back is written when the owner goes.
public struct TextOutput: ~Copyable {
  /// Whether the reader has gone.
  public private(set) var isClosed = false
  private let descriptor: Int32
  private let name: String
  private let capacity: Int
  private var buffer: [UInt8] = []

  /// Writes to `descriptor`, called `name` in errors, in pieces of about `capacity` bytes. The
  /// descriptor stays open.
  public init(descriptor: Int32, name: String, capacity: Int = 65536) {
    self.descriptor = descriptor
    self.name = name
    self.capacity = capacity
  }

  /// Results for people and programs: descriptor 1.
  public static func standardOutput() -> TextOutput {
    TextOutput(descriptor: STDOUT_FILENO, name: "standard output")
  }

  /// Messages and progress: descriptor 2, every write at once.
  public static func standardError() -> TextOutput {
    TextOutput(descriptor: STDERR_FILENO, name: "standard error", capacity: 0)
  }

  deinit { _ = Self.write(buffer[...], to: descriptor) }

  /// Appends text as UTF-8.
  public mutating func write(_ text: String) throws(SystemError) {
    guard !isClosed else { return }
    buffer.append(contentsOf: text.utf8)
    if buffer.count > capacity { try flush() }
  }

  /// Appends text that is UTF-8 already.
  public mutating func write(_ bytes: [UInt8]) throws(SystemError) {
    guard !isClosed else { return }
    buffer.append(contentsOf: bytes)
    if buffer.count > capacity { try flush() }
  }

  /// Appends text and ends the line.
  public mutating func writeLine(_ text: String) throws(SystemError) {
    try write(text + "\n")
  }

  /// Hands everything to the system.
  public mutating func flush() throws(SystemError) {
    let code = Self.write(buffer[...], to: descriptor)
    buffer.removeAll(keepingCapacity: true)
    if code == EPIPE || (code == EIO && isCharacterDevice) {
      isClosed = true
    } else if code != 0 {
      throw SystemError(code: code, operation: "write", path: name)
    }
  }

  /// Whether this is, or was, a terminal: one that was closed refuses every write with EIO and is no
  /// longer called a terminal by the system.
  private var isCharacterDevice: Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFCHR
  }

  /// Writes everything; returns 0 or the error number.
  private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int32 {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        // The descriptor is shared with a program that made it non-blocking.
        var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&watched, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
