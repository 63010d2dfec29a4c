import JSONText
import Simulation

/// Turns options of the command line into values of the configuration, so that both are checked by
/// the same rules.
enum ConfigurationOverrides {
  /// The overrides that the arguments ask for; problems with a value name its option.
  static func make(_ arguments: ParsedArguments) -> [ConfigurationOverride] {
    arguments.overrides.flatMap { option, path, values in
      overrides(option, path, values)
    }
  }

  private static func overrides(
    _ option: OptionDefinition, _ path: [String], _ values: [String]
  ) -> [ConfigurationOverride] {
    let place = "--\(option.name)"
    let last = values.last ?? ""
    switch option.name {
    case "matching-strategy":
      return [.init(path: path, value: strategy(last), place: place)]
    case "budget":
      let entries = values.map(budget)
      return [.init(path: path, value: JSONNode(.array(entries)), place: place)]
    default: break
    }
    switch option.kind {
    case .integer, .decimal: return [.init(path: path, value: number(last), place: place)]
    case .flag, .negatableFlag:
      return [.init(path: path, value: JSONNode(.bool(last == "true")), place: place)]
    case .list:
      let items = last.split(separator: ",", omittingEmptySubsequences: false)
      return [.init(path: path, value: JSONNode(.array(items.map { string($0) })), place: place)]
    case .weights: return [.init(path: path, value: pairs(last), place: place)]
    case .assignment:
      return values.map { value in
        let (key, text) = split(value, at: "=")
        return .init(path: path + [key], value: number(text), place: place)
      }
    case .text, .budget, .choice, .file, .directory:
      return [.init(path: path, value: string(last), place: place)]
    }
  }

  private static func string(_ text: some StringProtocol) -> JSONNode {
    JSONNode(.string(String(text)))
  }

  /// Numbers are handed on as text: the configuration reads them exactly either way.
  private static func number(_ text: String) -> JSONNode {
    UInt64(text) == nil ? string(text) : JSONNode(.number(text))
  }

  private static func pairs(_ text: String) -> JSONNode {
    JSONNode(
      .object(
        text.split(separator: ",").map { pair in
          let (key, value) = split(String(pair), at: "=")
          return JSONMember(key: key, node: number(value))
        }))
  }

  private static func strategy(_ text: String) -> JSONNode {
    let (rule, account) = split(text, at: ":")
    guard rule == "match_with" else { return string(text) }
    return JSONNode(.object([JSONMember(key: rule, node: string(account))]))
  }

  /// `[ACCOUNT:][ASSET=]AMOUNT`
  private static func budget(_ text: String) -> JSONNode {
    var rest = text[...]
    var account: JSONNode = JSONNode(.null)
    var asset: JSONNode = JSONNode(.null)
    if let colon = rest.lastIndex(of: ":") {
      account = string(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    }
    if let equals = rest.lastIndex(of: "=") {
      asset = string(rest[..<equals])
      rest = rest[rest.index(after: equals)...]
    }
    return JSONNode(
      .object([
        JSONMember(key: "account_id", node: account), JSONMember(key: "asset_id", node: asset),
        JSONMember(key: "amount", node: string(rest)),
      ]))
  }

  private static func split(_ text: String, at separator: Character) -> (String, String) {
    guard let place = text.firstIndex(of: separator) else { return (text, "") }
    return (String(text[..<place]), String(text[text.index(after: place)...]))
  }
}
