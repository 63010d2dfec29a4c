internal import Domain

/// Reads the words of an engine state, one after the other.
struct EngineStateReader {
  private let words: [UInt64]
  private var position = 0

  /// Checks that the bytes are an engine state of this version, whole and undamaged.
  init(_ bytes: [UInt8]) throws(EngineStateError) {
    let body = bytes.dropLast(EngineStateFormat.checksumSize)
    words = Self.words(of: body)
    guard let magic = words.first, magic == EngineStateFormat.magic, words.count > 1 else {
      throw .notAnEngineState
    }
    guard words[1] == EngineStateFormat.version else {
      throw .unsupportedVersion(found: words[1], expected: EngineStateFormat.version)
    }
    guard body.count % 16 == 0 else { throw .malformed("it ends within a block") }
    let found = EngineStateFormat.checksum(words)
    let expected = String(
      decoding: bytes.suffix(EngineStateFormat.checksumSize), as: UTF8.self)
    guard found == expected else { throw .damaged(expected: expected, found: found) }
    position = 2
  }

  mutating func word() throws(EngineStateError) -> UInt64 {
    guard position < words.count else { throw .malformed("it ends early") }
    position += 1
    return words[position - 1]
  }

  /// A number in `0..<limit`; `what` names it if it is not.
  mutating func number(below limit: Int, _ what: String) throws(EngineStateError) -> Int {
    let word = try word()
    guard word < UInt64(limit) else { throw .malformed("\(what) \(word)") }
    return Int(word)
  }

  /// A number of things that take at least one word each.
  mutating func count(_ what: String) throws(EngineStateError) -> Int {
    try number(below: words.count, "number of \(what)")
  }

  mutating func quantity(_ what: String) throws(EngineStateError) -> Quantity {
    Quantity(lots: try whole(what))
  }

  /// A number that is not negative.
  mutating func whole(_ what: String) throws(EngineStateError) -> Int64 {
    let word = try word()
    guard let value = Int64(exactly: word) else { throw .malformed("\(what) \(word)") }
    return value
  }

  mutating func amount(_ what: String) throws(EngineStateError) -> Amount {
    let low = try word()
    let value = Int128(Int64(bitPattern: try word())) << 64 | Int128(low)
    guard value >= 0 else { throw .malformed("\(what) \(value)") }
    return Amount(minorUnits: value)
  }

  /// Takes the padding; nothing may be left behind it.
  mutating func finish() throws(EngineStateError) {
    if position % 2 == 1 {
      guard try word() == 0 else { throw .malformed("padding that is not zero") }
    }
    guard position == words.count else { throw .malformed("words behind the end") }
  }

  private static func words(of bytes: ArraySlice<UInt8>) -> [UInt64] {
    stride(from: bytes.startIndex, to: bytes.endIndex - 7, by: 8).map { start in
      bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
