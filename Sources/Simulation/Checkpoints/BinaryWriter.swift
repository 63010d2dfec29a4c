/// Builds a list of 64-bit words.
struct BinaryWriter {
  private(set) var words: [UInt64] = []

  mutating func append(_ word: UInt64) { words.append(word) }

  mutating func append(_ value: Int64) { append(UInt64(bitPattern: value)) }

  mutating func append(_ value: Int128) {
    append(UInt64(truncatingIfNeeded: value))
    append(UInt64(truncatingIfNeeded: value >> 64))
  }

  /// The length in bytes, then the bytes, padded with zeros to whole words.
  mutating func append(block: [UInt8]) {
    append(UInt64(block.count))
    words += LittleEndian.words(block)
  }

  /// The count, then the words.
  mutating func append(list: some Collection<UInt64>) {
    append(UInt64(list.count))
    words += list
  }
}

/// Reads what `BinaryWriter` built; every read tells when the list is too short.
struct BinaryReader {
  private let words: [UInt64]
  private var position = 0

  init(_ words: [UInt64]) { self.words = words }

  var isAtEnd: Bool { position == words.count }

  mutating func word() -> UInt64? {
    guard position < words.count else { return nil }
    defer { position += 1 }
    return words[position]
  }

  mutating func int64() -> Int64? { word().map(Int64.init(bitPattern:)) }

  mutating func int128() -> Int128? {
    guard let low = word(), let high = word() else { return nil }
    return Int128(Int64(bitPattern: high)) << 64 | Int128(low)
  }

  mutating func block() -> [UInt8]? {
    guard let byteCount = word(), byteCount <= UInt64(words.count - position) * 8 else {
      return nil
    }
    let count = (Int(byteCount) + 7) / 8
    defer { position += count }
    return Array(
      LittleEndian.bytes(words[position..<position + count]).prefix(Int(byteCount)))
  }

  mutating func list() -> [UInt64]? {
    guard let count = word(), count <= UInt64(words.count - position) else { return nil }
    defer { position += Int(count) }
    return Array(words[position..<position + Int(count)])
  }
}

/// Words as bytes and back, lowest byte first.
enum LittleEndian {
  static func bytes(_ words: some Collection<UInt64>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.count * 8)
    for word in words {
      for shift in stride(from: 0, to: UInt64(64), by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return bytes
  }

  /// The last word is padded with zeros.
  static func words(_ bytes: [UInt8]) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: (bytes.count + 7) / 8)
    for (place, byte) in bytes.enumerated() {
      words[place >> 3] |= UInt64(byte) << (8 * UInt64(place & 7))
    }
    return words
  }
}
