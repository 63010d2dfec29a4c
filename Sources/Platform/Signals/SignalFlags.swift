internal import Glibc
internal import Synchronization

/// What the signal handlers leave behind.
///
/// Two pipes wake sleepers. The stop pipe is never emptied, so that it wakes every thread, for ever.
/// The summary pipe is emptied by whoever it wakes.
enum SignalFlags {
  /// Number of the first stop signal; 0 for none.
  static let stop = Atomic<Int32>(0)
  static let summary = Atomic<Bool>(false)
  static let areInstalled = Atomic<Bool>(false)
  /// File descriptors; -1 before `openPipes`.
  static let stopPipeRead = Atomic<Int32>(-1)
  static let stopPipeWrite = Atomic<Int32>(-1)
  static let summaryPipeRead = Atomic<Int32>(-1)
  static let summaryPipeWrite = Atomic<Int32>(-1)

  static func openPipes() throws(SystemError) {
    // Touches every flag, so that none is first set up inside a handler.
    _ = (stop.load(ordering: .relaxed), summary.load(ordering: .relaxed))
    let stopPipe = try makePipe()
    stopPipeRead.store(stopPipe.read, ordering: .relaxed)
    stopPipeWrite.store(stopPipe.write, ordering: .relaxed)
    let summaryPipe = try makePipe()
    summaryPipeRead.store(summaryPipe.read, ordering: .relaxed)
    summaryPipeWrite.store(summaryPipe.write, ordering: .releasing)
  }

  /// Runs in the handler of SIGINT, SIGTERM and SIGHUP.
  static func received(_ number: Int32) {
    let isFirst = stop.load(ordering: .relaxed) == 0
    if !isFirst && number != SIGHUP { _exit(128 + number) }
    requestStop(number)
  }

  static func requestStop(_ number: Int32) {
    _ = stop.compareExchange(expected: 0, desired: number, ordering: .relaxed)
    wake(stopPipeWrite.load(ordering: .relaxed))
  }

  /// Runs in the handler of SIGUSR1.
  static func requestSummary() {
    summary.store(true, ordering: .relaxed)
    wake(summaryPipeWrite.load(ordering: .relaxed))
  }

  /// Empties the summary pipe, so that the next wait waits.
  static func drainSummaryPipe() {
    var bytes: UInt64 = 0
    while unsafe read(summaryPipeRead.load(ordering: .relaxed), &bytes, 8) > 0 {}
  }

  /// Writes one byte; a full pipe wakes as well. Leaves `errno` as the interrupted code had it.
  private static func wake(_ descriptor: Int32) {
    guard descriptor >= 0 else { return }
    let saved = errno
    var byte: UInt8 = 1
    _ = unsafe write(descriptor, &byte, 1)
    errno = saved
  }

  private static func makePipe() throws(SystemError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .last("open pipe") }
    for end in ends {
      guard fcntl(end, F_SETFD, FD_CLOEXEC) == 0, fcntl(end, F_SETFL, O_NONBLOCK) == 0 else {
        throw .last("set up pipe")
      }
    }
    return (ends[0], ends[1])
  }
}
