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

  /// Calls `body` with the commands in a range, which must lie in `0..<count`.
  @inline(__always)
  func forEach(_ range: Range<Int>, _ body: (CommandRef) -> Void) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "no such commands")
    let stride = MemoryLayout<CommandWords>.stride
    var next = unsafe base + range.lowerBound &* stride
    let end = unsafe base + range.upperBound &* stride
    while unsafe next < end {
      body(unsafe CommandRef(base: next))
      unsafe next += stride
    }
  }
}

/// One command of a row, as long as the row is valid; its words are read when they are asked for.
@safe
struct CommandRef: CommandReading {
  fileprivate let base: UnsafeRawPointer

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
  @inline(__always)
  var flags: UInt64 { word(5) }
}
