import Domain

/// One `name=number` of a command line.
struct Assignment: Equatable, Sendable {
  /// What gets the number.
  let name: String
  /// The number, exactly as given.
  let number: ExactDecimal

  /// Reads `name=number`; nil when the text is something else.
  init?(parsing text: some StringProtocol) {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let number = try? ExactDecimal(parsing: parts[1])
    else { return nil }
    name = String(parts[0])
    self.number = number
  }

  /// Reads several, separated by commas; nil when one of them is something else.
  static func list(parsing text: String) -> [Assignment]? {
    let texts = text.split(separator: ",", omittingEmptySubsequences: false)
    let pairs = texts.compactMap { Assignment(parsing: $0) }
    return pairs.count == texts.count ? pairs : nil
  }
}
