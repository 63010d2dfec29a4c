import Domain
import JSONText

/// The last member of `checkpoint.json`: the hash of every byte before its own key.
///
/// MurmurHash3 x64 128 of the bytes, padded with zeros to whole 16-byte blocks, the length fed as a
/// first block.
enum SnapshotChecksum {
  static let key = "checksum"

  /// Writes the checksum of all that was written so far as the next member.
  static func append(to json: inout JSONWriter) {
    let digest = hash(json.bytes[...])
    json.member(key, digest)
  }

  /// Whether a file ends with the checksum of what is before it.
  static func isValid(_ bytes: [UInt8]) -> Bool {
    let marker = Array("\"\(key)\": \"".utf8)
    guard let start = lastPosition(of: marker, in: bytes) else { return false }
    var content = bytes[..<start]
    while let last = content.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\n") {
      content.removeLast()
    }
    if content.last == UInt8(ascii: ",") { content.removeLast() }
    let digest = bytes[(start + marker.count)...].prefix(32)
    return Array(digest) == Array(hash(content).utf8)
  }

  private static func lastPosition(of marker: [UInt8], in bytes: [UInt8]) -> Int? {
    var place = bytes.count - marker.count
    while place >= 0 {
      if bytes[place..<place + marker.count].elementsEqual(marker) { return place }
      place -= 1
    }
    return nil
  }

  private static func hash(_ bytes: ArraySlice<UInt8>) -> String {
    var hash = StableHash()
    hash.combine(UInt64(bytes.count), 0)
    var words: (UInt64, UInt64) = (0, 0)
    var place = 0
    for byte in bytes {
      if place < 8 {
        words.0 |= UInt64(byte) << (8 * UInt64(place))
      } else {
        words.1 |= UInt64(byte) << (8 * UInt64(place - 8))
      }
      place += 1
      if place == 16 {
        hash.combine(words.0, words.1)
        words = (0, 0)
        place = 0
      }
    }
    if place > 0 { hash.combine(words.0, words.1) }
    return hash.digest
  }
}
