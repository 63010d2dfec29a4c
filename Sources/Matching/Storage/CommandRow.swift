internal import Domain

/// The commands of a span as words.
///
/// Invariants: `base` points to `count` commands, which outlive the row; a command is six words: its
/// parts lie in the order of `CommandWords` without gaps, as tests check. Every access checks its
/// index against `count`.
@safe
struct CommandRow {
  private let base: UnsafeRawPointer
  private let count: Int

  /// The commands of a span, which must outlive the row.
  @inline(__always)
  init(_ commands: Span<OrderCommand>) {
    precondition(
      MemoryLayout<OrderCommand>.stride == MemoryLayout<CommandWords>.stride,
      "a command of six words")
    count = commands.count
    unsafe base = commands.withUnsafeBufferPointer {
      unsafe UnsafeRawPointer(bitPattern: UInt(bitPattern: $0.baseAddress))
        ?? UnsafeRawPointer(bitPattern: 8)!
    }
  }

  /// The command at `index`, which must lie in `0..<count`.
  @inline(__always)
  func ref(_ index: Int) -> CommandRef {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "no such command")
    return unsafe CommandRef(
      base: base + index &* MemoryLayout<CommandWords>.stride)
  }

  /// The commands in a range, which must not be empty and lie in `0..<count`, from the first on.
  @inline(__always)
  func cursor(_ range: Range<Int>) -> CommandCursor {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count && !range.isEmpty, "no such commands")
    let stride = MemoryLayout<CommandWords>.stride
    return unsafe CommandCursor(
      next: base + range.lowerBound &* stride, end: base + range.upperBound &* stride)
  }
}

/// A place among the commands of a row.
///
/// Invariants: `next` and `end` point into the commands of one row or behind them, `next` not beyond
/// `end`; there is at least one command, and it stands in front of `end`.
@safe
struct CommandCursor {
  private var next: UnsafeRawPointer
  private let end: UnsafeRawPointer

  @inline(__always)
  fileprivate init(next: UnsafeRawPointer, end: UnsafeRawPointer) {
    unsafe self.next = next
    unsafe self.end = end
  }

  /// The next command, or nil when all were taken.
  @inline(__always)
  mutating func take() -> CommandRef? {
    guard unsafe next < end else { return nil }
    defer { unsafe next += MemoryLayout<CommandWords>.stride }
    return unsafe CommandRef(base: next)
  }

  /// The command so many places, at least one, behind the one that was taken last, or the last one if
  /// there are not so many.
  @inline(__always)
  func ahead(_ places: Int) -> CommandRef {
    precondition(places > 0, "only what comes is ahead")
    let stride = MemoryLayout<CommandWords>.stride
    return unsafe CommandRef(base: min(next + (places &- 1) &* stride, end - stride))
  }
}

extension CommandRef {
  /// Lets `body` read one command.
  @inline(__always)
  static func with<Result>(_ command: OrderCommand, _ body: (CommandRef) -> Result) -> Result {
    unsafe withUnsafePointer(to: command) {
      unsafe body(CommandRef(base: UnsafeRawPointer($0)))
    }
  }
}

/// One command of a row, as long as the row is valid; its words are read when they are asked for.
@safe
struct CommandRef: CommandReading {
  fileprivate let base: UnsafeRawPointer

  /// The command itself.
  var command: OrderCommand { unsafe base.load(as: OrderCommand.self) }

  @inline(__always)
  private func word(_ position: Int) -> UInt64 {
    unsafe base.load(fromByteOffset: position &* 8, as: UInt64.self)
  }

  @inline(__always)
  var id: UInt64 { word(0) }
  @inline(__always)
  var target: UInt64 { word(1) }
  @inline(__always)
  var ticks: Int64 { Int64(bitPattern: word(2)) }
  @inline(__always)
  var lots: Int64 { Int64(bitPattern: word(3)) }
  @inline(__always)
  var places: UInt64 { word(4) }
  /// The account alone.
  @inline(__always)
  var trader: Int32 { unsafe base.load(fromByteOffset: 32, as: Int32.self) }
  @inline(__always)
  var flags: UInt64 { word(5) }
}
