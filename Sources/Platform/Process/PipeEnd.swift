internal import Glibc
internal import Synchronization

/// One end of a pipe or terminal, closed when its owner goes.
public struct PipeEnd: ~Copyable {
  /// The file descriptor.
  public let number: Int32

  /// Takes over an open descriptor.
  public init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// What a read found.
  public enum Chunk: Equatable, Sendable {
    /// So much was there.
    case bytes([UInt8])
    /// The other side may still write.
    case nothingYet
    /// The other side is closed.
    case end
  }

  /// Reads what is there. A terminal whose other side is closed reports an error, which is its end.
  public func readAvailable() -> Chunk {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(number, &buffer, buffer.count)
      if count > 0 { return .bytes(Array(buffer[..<count])) }
      if count == 0 { return .end }
      if errno == EAGAIN { return .nothingYet }
      if errno != EINTR { return .end }
    }
  }

  /// Writes all of `bytes`, waiting for room until the deadline.
  ///
  /// - Throws: `ProcessError` when the other side is gone or reads nothing in time.
  public func write(all bytes: [UInt8], until deadline: Deadline) throws(ProcessError) {
    var remaining = bytes
    while !remaining.isEmpty {
      let count = unsafe Glibc.write(number, remaining, remaining.count)
      if count > 0 {
        remaining.removeFirst(count)
      } else if errno == EAGAIN {
        if deadline.hasPassed { throw .timedOut(waitingFor: "room for input", seen: "") }
        Self.waitUntilReady(
          [(number, Int16(POLLOUT))], milliseconds: deadline.milliseconds(atMost: 50))
      } else if errno != EINTR {
        throw .last("write")
      }
    }
  }

  /// Lets reads and writes return at once.
  public func setNonBlocking() { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) }

  /// Sleeps until one of the descriptors is ready, or for `milliseconds`.
  public static func waitUntilReady(
    _ descriptors: [(number: Int32, events: Int16)], milliseconds: Int32
  ) {
    var polled = descriptors.map { pollfd(fd: $0.number, events: $0.events, revents: 0) }
    _ = unsafe poll(&polled, nfds_t(polled.count), milliseconds)
  }

  /// The two ends of a new pipe; neither is inherited by processes that are started.
  static func pipe() throws(ProcessError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    let isMade = ProcessSpawner.inheritance.withLock { _ in
      guard unsafe Glibc.pipe(&ends) == 0 else { return false }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return true
    }
    guard isMade else { throw .last("pipe") }
    return (ends[0], ends[1])
  }
}
