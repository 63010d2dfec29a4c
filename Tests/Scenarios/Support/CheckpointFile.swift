import Domain
import JSONText
import Platform
import TestSupport
import Testing

/// A `checkpoint.json` that is changed by hand and sealed again with a checksum that fits.
struct CheckpointFile {
  private let path: String
  private(set) var text: String

  init(path: String) throws {
    self.path = path
    text = try #require(TextFile.read(path))
  }

  /// Replaces the first occurrence of a text, which must exist.
  mutating func replace(_ old: String, by new: String) throws {
    let range = try #require(text.firstRange(of: old), "no '\(old)' in \(path)")
    text.replaceSubrange(range, with: new)
  }

  /// Adds one whole unit to decimal members of the first budget of an asset.
  mutating func addToFirstBudget(of asset: String, members: [String]) throws {
    let start = try #require(text.firstRange(of: "\"asset\": \"\(asset)\"")).upperBound
    for member in members {
      let key = "\"\(member)\": \""
      let from = try #require(text[start...].firstRange(of: key)).upperBound
      let end = try #require(text[from...].firstIndex(of: "."))
      let units = try #require(Int(text[from..<end]))
      text.replaceSubrange(from..<end, with: String(units + 1))
    }
  }

  /// Writes it back with the checksum of its present content.
  func save() throws {
    let marker = try #require(text.ranges(of: "\"checksum\": \"").last)
    var content = text[..<marker.lowerBound]
    while let last = content.last, last.isWhitespace || last == "," { content.removeLast() }
    let digest = Self.digest(Array(content.utf8))
    let rest = text[marker.upperBound...].drop { $0 != "\"" }
    try TextFile.write(text[..<marker.upperBound] + digest + rest, to: path)
  }

  /// The checksum as the format's documentation gives it: the hash of the length and the bytes in
  /// blocks of 16, the last one padded with zeros.
  private static func digest(_ bytes: [UInt8]) -> String {
    var hash = StableHash()
    hash.combine(UInt64(bytes.count), 0)
    for start in stride(from: 0, to: bytes.count, by: 16) {
      var words: [UInt64] = [0, 0]
      for (place, byte) in bytes[start..<min(start + 16, bytes.count)].enumerated() {
        words[place / 8] |= UInt64(byte) << (8 * UInt64(place % 8))
      }
      hash.combine(words[0], words[1])
    }
    return hash.digest
  }
}
