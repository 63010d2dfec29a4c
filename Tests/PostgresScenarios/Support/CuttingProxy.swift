import Domain
import Glibc
import Platform

/// Stands between program and server on the loopback interface and cuts connections around commits: after a
/// message that places orders was handed on, or before. What is cut when is drawn from a seed.
final class CuttingProxy: Sendable {
  /// The port that it listens on.
  let port: UInt16
  private let listener: Int32
  private let serverSocket: String
  private let shared: Monitor<State>
  private let isOver = SharedFlag()
  /// What the server says that is told otherwise.
  private let replacing: (String, String)?

  private struct State {
    var random: SplitMix64
    var cutsLeft: Int
    var cuts = 0
    var permille: UInt64
  }

  /// What becomes of a message that places an order.
  private enum Cut: UInt64 {
    /// The server never sees it.
    case before = 0
    /// The server answers, and nobody hears it.
    case after = 1
    /// The server gets it together with the end of the connection.
    case during = 2
  }

  /// Listens, and hands connections on to the server's socket file.
  ///
  /// - Parameters:
  ///   - cuts: how many connections are cut at most.
  ///   - permille: how many of a thousand messages that place an order meet a cut.
  ///   - replacing: bytes in what the server says, and others of the same length that are told.
  init(
    serverSocket: String, seed: UInt64, cuts: Int, permille: UInt64,
    replacing: (String, String)? = nil
  ) throws {
    self.serverSocket = serverSocket
    self.replacing = replacing
    shared = Monitor(
      State(random: SplitMix64(seed: seed), cutsLeft: cuts, permille: permille))
    (listener, port) = try Self.listen()
    _ = try OSThread { self.accept() }
  }

  /// A socket that listens on a free port of the loopback interface.
  private static func listen() throws -> (listener: Int32, port: UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    unsafe address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        unsafe bind(listener, general, size) == 0 && Glibc.listen(listener, 20) == 0
          && getsockname(listener, general, &size) == 0
      }
    }
    guard isBound else { throw SystemError(code: errno, operation: "listen") }
    return (listener, UInt16(bigEndian: address.sin_port))
  }

  deinit { close(listener) }

  /// How many connections were cut.
  var cuts: Int { shared.withLock { $0.cuts } }

  /// Ends listening.
  func stop() {
    isOver.raise()
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func accept() {
    while !isOver.isRaised {
      let client = Glibc.accept(listener, nil, nil)
      guard client >= 0 else { return }
      guard let server = connectToServer() else {
        close(client)
        continue
      }
      do { _ = try OSThread { self.relay(client, server) } } catch { close(client) }
    }
  }

  private func connectToServer() -> Int32? {
    let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { path in
      unsafe path.copyBytes(from: Array(serverSocket.utf8) + [0])
    }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let connected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        unsafe connect(server, general, size) == 0
      }
    }
    if connected { return server }
    close(server)
    return nil
  }

  /// Hands bytes to and fro until one side ends or the connection is cut.
  private func relay(_ client: Int32, _ server: Int32) {
    defer {
      close(client)
      close(server)
    }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var answerIsLost = false
    while true {
      var entries = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0),
        pollfd(fd: server, events: Int16(POLLIN), revents: 0),
      ]
      guard unsafe poll(&entries, 2, 5000) >= 0, !isOver.isRaised else { return }
      if entries[0].revents != 0 {
        let count = unsafe read(client, &buffer, buffer.count)
        guard count > 0 else { return }
        let cut = Self.places(buffer[..<count]) ? drawCut() : nil
        if cut == .before { return }
        guard Self.writeAll(buffer[..<count], to: server) else { return }
        if cut == .during { return }
        if cut == .after { answerIsLost = true }
      }
      if entries[1].revents != 0 {
        let count = unsafe read(server, &buffer, buffer.count)
        guard count > 0, !answerIsLost else { return }
        if let replacing { Self.replace(replacing, in: &buffer, count) }
        guard Self.writeAll(buffer[..<count], to: client) else { return }
      }
    }
  }

  private func drawCut() -> Cut? {
    shared.withLock { state in
      guard state.cutsLeft > 0, state.random.next(below: 1000) < state.permille else { return nil }
      state.cutsLeft -= 1
      state.cuts += 1
      return Cut(rawValue: state.random.next(below: 3))
    }
  }

  /// Whether a message binds the statement that places orders.
  private static func places(_ bytes: ArraySlice<UInt8>) -> Bool {
    let mark = Array("\0place\0".utf8)
    return bytes.indices.contains { bytes[$0] == 0 && bytes[$0...].starts(with: mark) }
  }

  private static func replace(_ texts: (String, String), in buffer: inout [UInt8], _ count: Int) {
    let (old, new) = (Array(texts.0.utf8), Array(texts.1.utf8))
    for start in 0..<max(0, count - old.count)
    where buffer[start..<start + old.count].elementsEqual(old) {
      buffer.replaceSubrange(start..<start + old.count, with: new)
    }
  }

  private static func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
