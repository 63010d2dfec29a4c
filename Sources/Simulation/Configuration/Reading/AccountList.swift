internal import Domain

/// The accounts as far as they could be read, for the sections that refer to them.
struct AccountList {
  /// The accounts that the filter admits.
  var accounts: [Account] = []
  /// How they are stated.
  var source = AccountSource.listed
  /// Prefix of the labels admitted; nil admits all.
  var filter: String?
  /// How many accounts there are, with those that the filter leaves out.
  private(set) var total = 0
  /// False when an account is wrong: then what is missing may be a consequence.
  var isComplete = true

  /// Every id that could be read; the index is nil where the filter leaves the account out. Left
  /// empty for generated accounts without a filter, whose ids tell their index.
  private var indices: [String: AccountIndex?] = [:]

  /// Which account an id means.
  enum Finding {
    case found(AccountIndex)
    case leftOut
    case unknown
  }

  /// What `id` means. Constant time.
  func find(_ id: String) -> Finding {
    if filter == nil, case .generated(let count, let prefix) = source {
      guard id.hasPrefix(prefix + "-"), let number = Int(id.dropFirst(prefix.count + 1)),
        (1...max(1, count)).contains(number), id == "\(prefix)-\(number)"
      else { return .unknown }
      return .found(AccountIndex(number - 1))
    }
    guard let entry = indices[id] else { return .unknown }
    return entry.map { .found($0) } ?? .leftOut
  }

  /// Adds `account`, unless the filter leaves it out. Returns false when its id is not new.
  fileprivate mutating func append(listed account: Account) -> Bool {
    guard indices[account.id] == nil else { return false }
    let isAdmitted = account.label.hasPrefix(filter ?? "")
    indices[account.id] = .some(isAdmitted ? AccountIndex(accounts.count) : nil)
    total += 1
    if isAdmitted { accounts.append(account) }
    return true
  }

  /// Adds `prefix-1` ... `prefix-count`, except those that the filter leaves out.
  fileprivate mutating func generate(count: Int, prefix: String) {
    source = .generated(count: count, prefix: prefix)
    guard filter != nil else {
      total = count
      accounts = (0..<count).map { position in
        let id = "\(prefix)-\(position + 1)"
        return Account(id: id, label: id)
      }
      return
    }
    for number in 0..<count {
      let id = "\(prefix)-\(number + 1)"
      let isNew = append(listed: Account(id: id, label: id))
      precondition(isNew, "numbered accounts with equal ids")
    }
  }
}

extension ConfigurationReader {
  /// Reads `accounts` and `account_filter`.
  mutating func accounts(_ root: ConfigurationValue) -> AccountList {
    let value = root["accounts"]
    let filterValue = root["account_filter"]
    var list = AccountList()
    if !filterValue.isAbsentOrNull,
      let prefix = text(filterValue, "a string, or null for all accounts"), !prefix.isEmpty
    {
      list.filter = prefix
    }
    if value.isList {
      readListedAccounts(value, into: &list)
    } else if value.isPresent && !value.isObject {
      reportType(value, "an object with \"count\" and \"prefix\", or a list of accounts")
      list.isComplete = false
    } else {
      generateAccounts(value, into: &list)
    }
    if list.isComplete { checkCounterparties(value, filterValue, list) }
    return list
  }

  /// Makes `prefix-1` ... `prefix-count`.
  private mutating func generateAccounts(
    _ value: ConfigurationValue, into list: inout AccountList
  ) {
    guard checkObject(value, keys: ConfigurationKeys.generatedAccounts) else { return }
    let count = count(
      value["count"], in: 2...UInt64(ConfigurationLimits.accountsMax),
      default: UInt64(BuiltIn.accountCount))
    let prefixValue = value["prefix"]
    let prefix = prefixValue.isPresent ? text(prefixValue) : BuiltIn.accountPrefix
    guard let count, let prefix else {
      list.isComplete = false
      return
    }
    let room = ConfigurationLimits.idBytesMax - "-\(count)".utf8.count
    guard checkText(prefixValue, prefix, bytesMax: room) else {
      list.isComplete = false
      return
    }
    list.generate(count: Int(count), prefix: prefix)
  }

  private mutating func readListedAccounts(
    _ value: ConfigurationValue, into list: inout AccountList
  ) {
    let elements = value.elements
    guard elements.count <= ConfigurationLimits.accountsMax else {
      report(
        value,
        "has \(elements.count) accounts; at most \(ConfigurationLimits.accountsMax) are possible")
      list.isComplete = false
      return
    }
    for element in elements {
      guard let account = readAccount(element) else {
        list.isComplete = false
        continue
      }
      if !list.append(listed: account) {
        let idValue = !element.isObject ? element : element["id"]
        report(idValue, "is \(Shown.quoted(account.id)) again; the ids of accounts must differ")
      }
    }
  }

  /// An account written as its id alone or as an object.
  private mutating func readAccount(_ value: ConfigurationValue) -> Account? {
    if value.string != nil {
      return id(value).map { Account(id: $0, label: $0) }
    }
    guard value.isObject else {
      reportType(value, "the id of an account, or an object with \"id\" and \"label\"")
      return nil
    }
    guard checkObject(value, keys: ConfigurationKeys.account) else { return nil }
    let id = id(value["id"])
    let label = value["label"].isPresent ? self.id(value["label"]) : id
    guard let id, let label else { return nil }
    return Account(id: id, label: label)
  }

  /// Checks that two accounts are left to trade with each other.
  private mutating func checkCounterparties(
    _ value: ConfigurationValue, _ filterValue: ConfigurationValue, _ list: AccountList
  ) {
    guard list.accounts.count < 2 else { return }
    if list.total >= 2, let filter = list.filter {
      report(
        filterValue,
        "is \(Shown.quoted(filter)), the beginning of \(list.accounts.count) of "
          + "\(list.total) labels; at least 2 accounts are needed to trade with each other")
    } else {
      report(
        value,
        "has \(list.total) account\(list.total == 1 ? "" : "s"); at least 2 are needed to trade "
          + "with each other")
    }
  }
}
