/// A function, initialiser, subscript or computed property, found by its braces.
struct SwiftFunction: Equatable {
  /// The line of its first word, from 1.
  let line: Int
  /// Lines from its first word to its closing brace.
  let length: Int

  private static let modifiers: Set<Substring> = [
    "public", "internal", "private", "fileprivate", "package", "open", "static", "class", "final",
    "override", "mutating", "nonmutating", "consuming", "borrowing", "convenience", "required",
    "nonisolated", "isolated", "indirect", "lazy", "unowned", "weak", "private(set)",
    "fileprivate(set)", "internal(set)", "package(set)",
  ]

  /// All of them in masked code, nested ones too.
  static func all(in code: [String]) -> [SwiftFunction] {
    code.indices.compactMap { index in
      guard begins(code[index]), let end = end(in: code, from: index) else { return nil }
      return SwiftFunction(line: index + 1, length: end - index + 1)
    }
  }

  /// Whether a line declares something that may have a body.
  private static func begins(_ line: String) -> Bool {
    let words = line.split(separator: " ").drop { modifiers.contains($0) || $0.hasPrefix("@") }
    guard let word = words.first else { return false }
    if word == "func" { return true }
    if word == "var", let brace = line.firstIndex(of: "{") { return !line[..<brace].contains("=") }
    return ["init", "deinit", "subscript"].contains { name in
      word == name || ["(", "<", "?", "!"].contains { word.hasPrefix(name + $0) }
    }
  }

  /// The index of the line that closes the body; nil when there is no body.
  private static func end(in code: [String], from start: Int) -> Int? {
    var parentheses = 0
    var braces = 0
    for index in start..<code.count {
      if index > start, braces == 0, parentheses == 0, begins(code[index]) { return nil }
      for character in code[index] {
        switch character {
        case "(", "[": parentheses += 1
        case ")", "]": parentheses -= 1
        case "{": braces += 1
        case "}":
          braces -= 1
          if braces < 0 { return nil }
          if braces == 0, parentheses == 0 { return index }
        default: break
        }
      }
    }
    return nil
  }
}
