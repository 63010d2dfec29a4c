internal import JSONText

/// How values and keys of a configuration appear in messages.
enum Shown {
  private static let lengthMax = 40

  /// A value in a few words: scalars as written, containers by their kind.
  static func value(_ node: JSONNode) -> String {
    switch node.value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let text): shortened(text)
    case .string(let text): quoted(text)
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// `text` in double quotes with escapes, shortened when it is long.
  static func quoted(_ text: String) -> String {
    var escaped = ""
    for scalar in shortened(text).unicodeScalars {
      if isControl(scalar) || scalar == "\"" || scalar == "\\" {
        escaped += scalar.escaped(asASCII: true)
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return "\"\(escaped)\""
  }

  /// A key for a path: plain where it is a word, else quoted.
  static func key(_ key: String) -> String {
    let isWord = key.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
    return isWord && !key.isEmpty ? shortened(key) : quoted(key)
  }

  /// The message about a key that is not among `keys`.
  static func unknownKey(_ key: String, among keys: [String]) -> String {
    if let near = nearest(to: key, among: keys) {
      return "is not a known key; did you mean \"\(near)\"?"
    }
    return "is not a known key; known are \(keys.joined(separator: ", "))"
  }

  /// Whether a scalar is a control character (C0, DEL or C1).
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }

  /// `U+0009`
  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func shortened(_ text: String) -> String {
    text.count > lengthMax ? "\(text.prefix(lengthMax))..." : text
  }

  /// The key at the smallest edit distance, when it is near enough to be a slip.
  static func nearest(to key: String, among keys: [String]) -> String? {
    guard key.utf8.count <= lengthMax else { return nil }
    let scored = keys.map { (key: $0, distance: editDistance(Array(key.utf8), Array($0.utf8))) }
    guard let best = scored.min(by: { $0.distance < $1.distance }),
      best.distance <= max(1, best.key.utf8.count / 3)
    else { return nil }
    return best.key
  }

  /// Levenshtein distance: insertions, deletions and replacements of bytes.
  private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, leftByte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, rightByte) in right.enumerated() {
        let replaced = diagonal + (leftByte == rightByte ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
