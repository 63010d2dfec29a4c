import Domain

/// Whether a value is of its option's kind; ranges and meaning are the configuration's business.
enum ValueChecks {
  /// Throws when `value` cannot be one of `option`.
  static func check(
    _ value: String, of option: OptionDefinition, command: String?
  ) throws(UsageError) {
    guard let expected = mismatch(of: value, kind: option.kind) else { return }
    throw .invalidValue(
      option: "--\(option.name)", value: value, expected: expected, command: command)
  }

  /// What the value should have been; nil when it fits.
  private static func mismatch(of value: String, kind: OptionDefinition.Kind) -> String? {
    switch kind {
    case .integer: return isInteger(value) ? nil : "a whole number from 0 to \(UInt64.max)"
    case .decimal: return isDecimal(value) ? nil : "a decimal number"
    case .text, .file, .directory: return value.isEmpty ? "a text of at least one letter" : nil
    case .choice(let words):
      if words.contains(value) { return nil }
      let nearest = Nearest.word(to: value, among: words)
      let suggestion = nearest.map { "; did you mean '\($0)'?" } ?? ""
      return "one of \(words.joined(separator: ", "))\(suggestion)"
    case .list: return isList(value) ? nil : "a list like FIRST,SECOND"
    case .budget:
      let isBudget = BudgetArgument(parsing: value) != nil
      return isBudget ? nil : "like 1000, USD=1000, account-1:1000 or account-1:USD=1000"
    case .weights(let words):
      if areWeights(value, of: words) { return nil }
      return "a list like \(example(words)) of \(words.joined(separator: ", "))"
    case .assignment(let words):
      if let pair = Assignment(parsing: value), words.contains(pair.name) { return nil }
      return "a pair like \(words[0])=0.1 of \(words.joined(separator: ", "))"
    case .flag, .negatableFlag: return nil
    }
  }

  private static func example(_ words: [String]) -> String {
    words.enumerated().map { "\($0.element)=\($0.offset == 0 ? 9 : 1)" }.joined(separator: ",")
  }

  private static func isInteger(_ value: String) -> Bool {
    value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && UInt64(value) != nil
  }

  private static func areWeights(_ value: String, of words: [String]) -> Bool {
    guard let pairs = Assignment.list(parsing: value) else { return false }
    let names = Set(pairs.map(\.name))
    return names.count == pairs.count && names.isSubset(of: words)
      && pairs.allSatisfy { $0.number.scale == 0 && $0.number.significand >= 0 }
  }

  private static func isList(_ value: String) -> Bool {
    value.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
  }

  private static func isDecimal(_ value: String) -> Bool {
    (try? ExactDecimal(parsing: value)) != nil
  }
}
