internal import CPostgreSQL
internal import Glibc

extension Connection {
  /// Waits until the next result is there, sending what is still to be sent meanwhile.
  func waitUntilReadable(_ name: String) throws(PostgreSQLError) {
    let deadline = answerTimeoutMilliseconds.map { Self.milliseconds() + $0 }
    var isSending = try flush(name)
    while unsafe PQisBusy(handle) == 1 {
      let events = Int16(POLLIN) | (isSending ? Int16(POLLOUT) : 0)
      let left = deadline.map { max(0, $0 - Self.milliseconds()) }
      try pollSocket(events, left.map { Int32(clamping: $0) } ?? -1, name)
      guard unsafe PQconsumeInput(handle) == 1 else { throw lost(name) }
      if isSending { isSending = try flush(name) }
    }
  }

  /// Waits until the server's side of the socket takes more.
  func waitUntilWritable(_ name: String) throws(PostgreSQLError) {
    let timeout = answerTimeoutMilliseconds.map { Int32(clamping: $0) } ?? -1
    try pollSocket(Int16(POLLOUT) | Int16(POLLIN), timeout, name)
    guard unsafe PQconsumeInput(handle) == 1 else { throw lost(name) }
    _ = try flush(name)
  }

  /// Waits until something came from the server.
  func waitForMore(_ name: String) throws(PostgreSQLError) {
    let timeout = answerTimeoutMilliseconds.map { Int32(clamping: $0) } ?? -1
    try pollSocket(Int16(POLLIN), timeout, name)
    guard unsafe PQconsumeInput(handle) == 1 else { throw lost(name) }
  }

  /// Sends what the socket takes; true when something is left.
  func flush(_ name: String) throws(PostgreSQLError) -> Bool {
    switch unsafe PQflush(handle) {
    case 0: return false
    case 1: return true
    default: throw lost(name)
    }
  }

  private func pollSocket(
    _ events: Int16, _ milliseconds: Int32, _ name: String
  ) throws(PostgreSQLError) {
    let socket = unsafe PQsocket(handle)
    guard socket >= 0 else { throw lost(name) }
    var entry = pollfd(fd: socket, events: events, revents: 0)
    let ready = unsafe poll(&entry, 1, milliseconds)
    if ready == 0 {
      throw PostgreSQLError(
        .timedOut, "no answer within \(answerTimeoutMilliseconds ?? 0) ms", statement: name)
    }
    if ready < 0 && errno != EINTR { throw lost(name) }
  }

  /// The error of a connection that broke.
  func lost(_ name: String) -> PostgreSQLError {
    let text = unsafe Self.message(of: handle)
    return PostgreSQLError(
      .connectionLost, "the connection was lost", statement: name,
      fullText: text.isEmpty ? nil : text)
  }

  /// Why libpq did not take a statement: the connection is gone, or the call was wrong.
  func sendingFailed(_ name: String) -> PostgreSQLError {
    isSound
      ? PostgreSQLError(
        .unexpectedAnswer, unsafe Self.message(of: handle), statement: name) : lost(name)
  }

  private static func milliseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
