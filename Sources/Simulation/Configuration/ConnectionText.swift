/// A connection URL, or `keyword=value` text, as it may be kept in a file.
public enum ConnectionText {
  /// The text without any password: who resumes gives it by `PGPASSWORD` or `~/.pgpass`.
  public static func withoutPassword(_ text: String) -> String {
    guard let scheme = text.range(of: "://") else { return keywordsWithoutPassword(text) }
    let start = scheme.upperBound
    let end = text[start...].firstIndex { $0 == "/" || $0 == "?" } ?? text.endIndex
    var authority = text[start..<end]
    if let at = authority.lastIndex(of: "@") {
      let user = authority[..<at].prefix { $0 != ":" }
      authority = user + authority[at...]
    }
    return text[..<start] + authority + queryWithoutPassword(text[end...])
  }

  private static func queryWithoutPassword(_ rest: Substring) -> String {
    guard let mark = rest.firstIndex(of: "?") else { return String(rest) }
    let pairs = rest[rest.index(after: mark)...].split(separator: "&")
    let kept = pairs.filter { !isSecret($0.prefix { $0 != "=" }) }
    return rest[..<mark] + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))
  }

  private static func keywordsWithoutPassword(_ text: String) -> String {
    var kept = ""
    var rest = text[...]
    while let equals = rest.firstIndex(of: "=") {
      let keyword = rest[..<equals]
      let value = valueEnd(rest[rest.index(after: equals)...])
      let name = keyword.filter { !$0.isWhitespace }
      if !isSecret(name[...]) { kept += rest[..<value] }
      rest = rest[value...]
    }
    return kept + rest
  }

  /// Where the value at the beginning of `text` ends: at a space, or behind its closing quote.
  private static func valueEnd(_ text: Substring) -> Substring.Index {
    var isQuoted = false
    var isEscaped = false
    var hasBegun = false
    for place in text.indices {
      let character = text[place]
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "'" {
        isQuoted.toggle()
      } else if character.isWhitespace && !isQuoted && hasBegun {
        return place
      }
      if !character.isWhitespace { hasBegun = true }
    }
    return text.endIndex
  }

  private static func isSecret(_ keyword: Substring) -> Bool {
    keyword == "password" || keyword == "sslpassword"
  }
}

extension String {
  /// Where `text` occurs first.
  fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
