import Platform

/// A journal read byte by byte as its format is documented, without the program's own reader.
struct JournalFile {
  /// One line of 64 bytes behind the header.
  struct Line: Hashable {
    let words: SIMD8<UInt64>

    var kind: UInt8 { UInt8(truncatingIfNeeded: words[0] >> 32) }
    var isOutcome: Bool { kind == 1 }
    var slot: UInt64 { words[1] & (1 << 48 - 1) }
    var state: UInt8 { UInt8(truncatingIfNeeded: words[1] >> 48) }
    var isAmendment: Bool { words[6] >> 56 & 1 == 1 }

    /// All but checksum and times, which differ from execution to execution.
    var content: SIMD8<UInt64> {
      var content = words
      content[0] >>= 32
      guard isOutcome else { return content }
      content[5] = 0
      content[6] >>= 56
      content[7] >>= 40
      return content
    }
  }

  static let lineByteCount = 64

  /// The records, without the zeros behind them.
  let lines: [Line]

  init(path: String) throws {
    let bytes = try File.read(path: path)
    var lines: [Line] = []
    lines.reserveCapacity(bytes.count / Self.lineByteCount)
    var offset = Self.lineByteCount
    while offset + Self.lineByteCount <= bytes.count {
      var words = SIMD8<UInt64>()
      for place in 0..<Self.lineByteCount {
        words[place / 8] |= UInt64(bytes[offset + place]) << (8 * UInt64(place % 8))
      }
      lines.append(Line(words: words))
      offset += Self.lineByteCount
    }
    // What a writer reserved and did not use, when it was killed.
    while let last = lines.last, last.words == .zero { lines.removeLast() }
    self.lines = lines
  }

  /// The slots of the main pass in the order of their outcomes.
  var slotsOfMainPass: [UInt64] {
    lines.filter { $0.isOutcome && !$0.isAmendment }.map(\.slot)
  }

  /// What the journal says, without when it happened.
  var content: [SIMD8<UInt64>] { lines.map(\.content) }
}
