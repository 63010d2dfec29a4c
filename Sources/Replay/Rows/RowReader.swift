import Platform

/// Walks through the lines of a stream field by field, without copying or allocating.
///
/// Invariants: the bytes `position..<end` of the window are the input from the present place on; those
/// before `wholeEnd` are whole lines, or the first part of one that fills the window; behind them
/// stands a line feed, which belongs to the last line of an input that does not end with one; sixteen
/// further bytes may be looked at.
struct RowReader: ~Copyable {
  /// No line may be longer.
  static let lineBytesMax = 1 << 16
  private static let windowBytes = 1 << 21

  private var stream: ByteStream
  private var window: MappedWindow
  private var position = 0
  private var end = 0
  /// What lies before it is whole lines.
  private var wholeEnd = 0
  private var hasEnded = false
  /// The line that `position` is on, from 1; 0 before the first.
  private(set) var line: UInt64 = 0
  private var lineStart = 0

  /// Opens a file, a pipe, or standard input (`-`).
  init(path: String) throws(StreamError) {
    let stream = try ByteStream.open(path: path)
    var window = MappedWindow()
    do {
      window = try MappedWindow(anonymousByteCount: Self.windowBytes)
    } catch {
      throw .system(error)
    }
    self.stream = stream
    self.window = window
  }

  /// The input's name for messages.
  var name: String { stream.name }

  /// Bytes of input read so far, decompressed.
  var byteCount: Int64 { stream.byteCount }

  /// The first byte of the next line; nil at the end of the input.
  mutating func firstByte() throws(StreamError) -> UInt8? {
    if position >= wholeEnd && !hasEnded { try refill() }
    return position < wholeEnd ? byte : nil
  }

  /// Goes to the next line, which the present one must have been read to the end before; false at
  /// the end of the input.
  @inline(__always)
  mutating func beginRow() throws(StreamError) -> Bool {
    if position >= wholeEnd && !hasEnded { try refill() }
    guard position < wholeEnd else { return false }
    line += 1
    lineStart = position
    return true
  }

  /// Reads on until there is a whole line, or as much as the window holds.
  private mutating func refill() throws(StreamError) {
    window.moveToStart(position..<end)
    (position, end) = (0, end - position)
    wholeEnd = 0
    let room = Self.windowBytes - 32
    while wholeEnd == 0 && end < room && !hasEnded {
      let count = try stream.read(into: &window, from: end, limit: room)
      hasEnded = count == 0
      wholeEnd = endOfLines(behind: end, end + count)
      end += count
    }
    if hasEnded && stream.wasInterrupted { end = endOfLines(behind: 0, end) }
    // A line that is too long, or the last one, ends here at the latest.
    window.store(byte: Byte.lineFeed, at: end)
    if hasEnded && end > 0 && window.byte(at: end - 1) != Byte.lineFeed { end += 1 }
    if wholeEnd == 0 { wholeEnd = end }
  }

  /// Where the last whole line of the bytes `start..<end` ends; 0 where none does.
  private func endOfLines(behind start: Int, _ end: Int) -> Int {
    var place = end
    while place > start && window.byte(at: place - 1) != Byte.lineFeed { place -= 1 }
    return place > start ? place : 0
  }

  /// Whether the next line is still to be read from the input, which may take its time.
  var needsInput: Bool { position >= wholeEnd && !hasEnded }

  /// Whether a signal asked to stop while there was nothing to read.
  var wasInterrupted: Bool { stream.wasInterrupted }

  // MARK: Fields

  /// The byte at the present place.
  @inline(__always)
  var byte: UInt8 { window.byte(at: position) }

  /// Where the present place is, for `fault` and `bytes`.
  @inline(__always)
  var offset: Int { position }

  /// Passes a comma, which must be here.
  @inline(__always)
  mutating func comma() throws(FieldFault) {
    guard byte == Byte.comma else { throw fault("a comma") }
    position += 1
  }

  /// Passes `expected` if it is here.
  @inline(__always)
  mutating func take(_ expected: UInt8) -> Bool {
    guard byte == expected else { return false }
    position += 1
    return true
  }

  /// Passes one byte, which must not be the line's end.
  @inline(__always)
  mutating func advance() { position += 1 }

  /// Passes the end of the line, which must be here: a line feed, perhaps behind a carriage return.
  @inline(__always)
  mutating func endRow() throws(FieldFault) {
    if byte == Byte.carriageReturn && window.byte(at: position + 1) == Byte.lineFeed {
      position += 1
    }
    guard byte == Byte.lineFeed else { throw fault("the end of the line") }
    position += 1
  }

  /// The digit at the present place, if it stands alone; does not pass it.
  @inline(__always)
  func singleDigit() -> UInt8? {
    let digit = byte &- UInt8(ascii: "0")
    let isLonger = window.byte(at: position + 1) &- UInt8(ascii: "0") <= 9
    return digit <= 9 && !isLonger ? digit : nil
  }

  /// Whether the line up to the present place is longer than a line may be.
  var isTooLong: Bool { position - lineStart > Self.lineBytesMax }

  /// Reads a whole number of at most 18 digits, without a sign.
  @inline(__always)
  mutating func digits(_ expected: StaticString) throws(FieldFault) -> Int64 {
    let start = position
    var (value, count) = Digits.leading(of: window.eightBytes(at: position))
    position += count
    while count == 8 {
      let (part, more) = Digits.leading(of: window.eightBytes(at: position))
      position += more
      guard position - start <= Digits.countMax else { throw fault(at: start, expected) }
      value = value &* Digits.power(more) &+ part
      count = more
    }
    guard position > start else { throw fault(at: start, expected) }
    return Int64(truncatingIfNeeded: value)
  }

  /// Reads a decimal number without a sign as whole units of 10^-`places`, at most 18; further places
  /// must be zeros.
  @inline(__always)
  mutating func decimal(places: Int, _ expected: StaticString) throws(FieldFault) -> Int64 {
    let start = position
    let whole = try digits(expected)
    var fraction: UInt64 = 0
    var missing = places
    if take(Byte.point) {
      let before = position
      fraction = UInt64(truncatingIfNeeded: try digits(expected))
      missing = places - (position - before)
    }
    if missing < 0 {
      let (units, rest) = fraction.quotientAndRemainder(dividingBy: Digits.power(-missing))
      guard rest == 0 else { throw fault(at: start, expected) }
      (fraction, missing) = (units, 0)
    }
    let scaled = whole.multipliedReportingOverflow(by: Int64(Digits.power(places)))
    let sum = scaled.partialValue.addingReportingOverflow(
      Int64(truncatingIfNeeded: fraction &* Digits.power(missing)))
    guard !scaled.overflow && !sum.overflow else { throw fault(at: start, expected) }
    return sum.partialValue
  }

  /// The bytes up to the next comma or the end of the line, as their places in the window.
  mutating func text() -> Range<Int> {
    let start = position
    while byte != Byte.comma && byte != Byte.lineFeed
      && !(byte == Byte.carriageReturn && window.byte(at: position + 1) == Byte.lineFeed)
    {
      position += 1
    }
    return start..<position
  }

  /// A key that is equal for equal bytes.
  func key(_ range: Range<Int>) -> TextKey { TextKey(range, of: window) }

  /// Bytes as text; what is no UTF-8 is replaced.
  func string(_ range: Range<Int>) -> String {
    String(decoding: window.copyBytes(range), as: UTF8.self)
  }

  // MARK: Faults

  /// A fault at the present place.
  @inline(never)
  func fault(_ expected: StaticString) -> FieldFault { fault(at: position, expected) }

  /// A fault at `offset`.
  @inline(never)
  func fault(at offset: Int, _ expected: StaticString) -> FieldFault {
    FieldFault(offset: offset, expected: expected.description)
  }

  /// The fault in words. The line must be the present one.
  func error(_ fault: FieldFault) -> RowError {
    RowError(
      file: name, line: line, column: fault.offset - lineStart + 1, expected: fault.expected,
      found: found(at: fault.offset))
  }

  private func found(at offset: Int) -> String {
    var stop = offset
    while stop < end, stop - offset < 24, window.byte(at: stop) != Byte.comma,
      window.byte(at: stop) != Byte.lineFeed, window.byte(at: stop) != Byte.carriageReturn
    {
      stop += 1
    }
    if stop > offset { return "'\(string(offset..<stop))'" }
    if stop < end, window.byte(at: stop) == Byte.comma { return "a comma" }
    return "the end of the line"
  }

  /// Passes the rest of the present line, however long.
  mutating func skipRow() throws(StreamError) {
    // The fault may lie behind the line feed only if the line was read whole.
    position = lineStart
    while true {
      if let found = window.firstOffset(of: Byte.lineFeed, in: position..<end) {
        position = found + 1
        return
      }
      position = end
      guard !hasEnded else { return }
      try refill()
    }
  }
}

/// Bytes with a meaning in rows.
enum Byte {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let comma = UInt8(ascii: ",")
  static let point = UInt8(ascii: ".")
  static let minus = UInt8(ascii: "-")
  static let hash = UInt8(ascii: "#")
  static let quote = UInt8(ascii: "\"")
}
