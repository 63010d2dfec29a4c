internal import Domain

/// Collects the words of an engine state.
struct EngineStateWriter {
  private var words: [UInt64] = []

  mutating func put(_ word: UInt64) { words.append(word) }

  mutating func put(_ number: Int) { words.append(UInt64(number)) }

  mutating func put(_ quantity: Quantity) { words.append(UInt64(quantity.lots)) }

  mutating func put(_ amount: Amount) {
    words.append(UInt64(truncatingIfNeeded: amount.minorUnits))
    words.append(UInt64(truncatingIfNeeded: amount.minorUnits >> 64))
  }

  /// The padded words as bytes, and their checksum.
  consuming func finish() -> [UInt8] {
    if words.count % 2 == 1 { words.append(0) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.count * 8 + EngineStateFormat.checksumSize)
    for word in words {
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    bytes.append(contentsOf: EngineStateFormat.checksum(words).utf8)
    return bytes
  }
}
