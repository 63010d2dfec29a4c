/// Builds a binary block of little-endian words.
struct BinaryWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ word: UInt64) {
    for shift in stride(from: 0, to: UInt64(64), by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  mutating func append(_ value: Int64) { append(UInt64(bitPattern: value)) }

  mutating func append(_ value: Int128) {
    append(UInt64(truncatingIfNeeded: value))
    append(UInt64(truncatingIfNeeded: value >> 64))
  }

  /// The length, then the bytes, padded with zeros to whole words.
  mutating func append(block: [UInt8]) {
    append(UInt64(block.count))
    bytes += block
    bytes += repeatElement(0, count: (8 - block.count % 8) % 8)
  }

  mutating func append(words: some Collection<UInt64>) {
    append(UInt64(words.count))
    for word in words { append(word) }
  }
}

/// Reads what `BinaryWriter` built; every read tells when the block is too short.
struct BinaryReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func word() -> UInt64? {
    guard position + 8 <= bytes.count else { return nil }
    var word: UInt64 = 0
    for place in 0..<8 { word |= UInt64(bytes[position + place]) << (8 * UInt64(place)) }
    position += 8
    return word
  }

  mutating func int64() -> Int64? { word().map(Int64.init(bitPattern:)) }

  mutating func int128() -> Int128? {
    guard let low = word(), let high = word() else { return nil }
    return Int128(Int64(bitPattern: high)) << 64 | Int128(low)
  }

  mutating func block() -> [UInt8]? {
    guard let count = word(), count <= UInt64(bytes.count - position) else { return nil }
    let padded = (Int(count) + 7) / 8 * 8
    guard position + padded <= bytes.count else { return nil }
    defer { position += padded }
    return Array(bytes[position..<position + Int(count)])
  }

  mutating func words() -> [UInt64]? {
    guard let count = word(), count <= UInt64((bytes.count - position) / 8) else { return nil }
    var words: [UInt64] = []
    words.reserveCapacity(Int(count))
    for _ in 0..<count { if let word = word() { words.append(word) } }
    return words
  }
}
