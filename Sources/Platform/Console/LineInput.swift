internal import Glibc

/// Lines of text from a terminal or a pipe, waiting for each without missing a signal.
public struct LineInput: ~Copyable {
  /// What came of waiting for a line.
  public enum Line: Hashable, Sendable {
    /// A line without its line end; the last may lack one.
    case text(String)
    /// There will be no further line.
    case endOfInput
    /// A stop was requested or a summary asked for.
    case interrupted
    /// The deadline passed without a whole line; what was typed is kept.
    case timeout
  }

  private let descriptor: Int32
  private var pending: [UInt8] = []
  private var isAtEnd = false

  /// Reads from `descriptor`, which stays open.
  public init(descriptor: Int32 = Terminal.input) { self.descriptor = descriptor }

  /// Waits for the next line. Bytes that are no UTF-8 become U+FFFD.
  public mutating func next(until deadline: Instant? = nil) throws(SystemError) -> Line {
    while true {
      if let line = takeLine() { return .text(line) }
      if isAtEnd { return .endOfInput }
      switch Interruption.wait(until: deadline, orInput: descriptor) {
      case .timeout: return .timeout
      case .interrupted: return .interrupted
      case .input: try readSome()
      }
    }
  }

  /// Forgets what was typed ahead, so that an answer cannot precede its question.
  public mutating func discardPending() { pending.removeAll() }

  private mutating func takeLine() -> String? {
    guard let end = pending.firstIndex(of: 10) ?? (isAtEnd ? pending.endIndex : nil) else {
      return nil
    }
    if end == pending.endIndex && pending.isEmpty { return nil }
    var line = pending[..<end]
    if line.last == 13 { line.removeLast() }
    let text = String(decoding: line, as: UTF8.self)
    pending.removeFirst(min(end + 1, pending.count))
    return text
  }

  private mutating func readSome() throws(SystemError) {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    if count > 0 {
      pending += bytes.prefix(count)
    } else if count == 0 {
      isAtEnd = true
    } else if errno != EINTR && errno != EAGAIN {
      throw .last("read", "standard input")
    }
  }
}
