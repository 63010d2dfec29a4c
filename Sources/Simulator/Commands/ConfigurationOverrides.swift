import Domain
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
    case "threshold":
      return [.init(path: path, value: JSONNode(.array(values.map { string($0) })), place: place)]
    case "stage":
      return [.init(path: path, value: StageArgument.list(values), place: place)]
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
      return values.compactMap { Assignment(parsing: $0) }.map {
        .init(path: path + [$0.name], value: string($0.number.description), place: place)
      }
    case .budget:
      let entries = values.compactMap { BudgetArgument(parsing: $0) }.map(entry)
      return [.init(path: path, value: JSONNode(.array(entries)), place: place)]
    case .text, .choice, .file, .directory:
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
    let assignments = Assignment.list(parsing: text) ?? []
    return JSONNode(
      .object(
        assignments.map {
          JSONMember(key: $0.name, node: string($0.number.description))
        }))
  }

  private static func strategy(_ text: String) -> JSONNode {
    let rule = "match_with"
    guard text.hasPrefix("\(rule):") else { return string(text) }
    let account = text.dropFirst(rule.count + 1)
    return JSONNode(.object([JSONMember(key: rule, node: string(account))]))
  }

  private static func entry(_ budget: BudgetArgument) -> JSONNode {
    JSONNode(
      .object([
        JSONMember(key: "account_id", node: budget.account.map { string($0) } ?? JSONNode(.null)),
        JSONMember(key: "asset_id", node: budget.asset.map { string($0) } ?? JSONNode(.null)),
        JSONMember(key: "amount", node: string(budget.amount.description)),
      ]))
  }
}
