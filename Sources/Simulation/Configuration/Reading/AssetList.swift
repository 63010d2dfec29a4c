internal import Domain

/// The assets as far as they could be read, for the sections that refer to them.
struct AssetList {
  /// The assets at their positions; nil where one is wrong.
  var assets: [Asset?] = []
  /// Every id that could be read with its position; the decimals are nil where they are wrong.
  var entries: [String: (index: AssetIndex, decimals: Int?)] = [:]
  /// False when an id could not be read: then an unknown id may be a consequence.
  var hasAllIDs = true
  /// Whether these are the built-in assets.
  var isBuiltIn = false

  /// The message about `id`, which is not in the list.
  func unknown(_ id: String) -> String {
    let known = entries.sorted { $0.value.index < $1.value.index }.map(\.key)
    let shown = known.prefix(10).joined(separator: ", ") + (known.count > 10 ? " ..." : "")
    let start = "is \(Shown.quoted(id)), which is not among the "
    return isBuiltIn
      ? start + "built-in assets (\(shown)); give it in \"assets\""
      : start + "assets (\(shown)); add it there"
  }
}

extension ConfigurationReader {
  /// Reads `assets`.
  mutating func assets(_ root: ConfigurationValue) -> AssetList {
    let value = root["assets"].orBuiltIn(BuiltIn.assets)
    var list = AssetList(isBuiltIn: value.isBuiltIn)
    guard value.isList else {
      reportType(value, "a list of assets")
      list.hasAllIDs = false
      return list
    }
    for (position, element) in value.elements.enumerated() {
      readAsset(element, at: position, into: &list)
    }
    return list
  }

  private mutating func readAsset(
    _ value: ConfigurationValue, at position: Int, into list: inout AssetList
  ) {
    list.assets.append(nil)
    guard checkObject(value, keys: ConfigurationKeys.asset) else {
      list.hasAllIDs = false
      return
    }
    let id = id(value["id"])
    let decimals = count(
      value["decimals"], in: 0...UInt64(Asset.decimalsMax), default: nil
    ).map { Int($0) }
    guard let id else {
      list.hasAllIDs = false
      return
    }
    if let earlier = list.entries[id] {
      report(
        value["id"],
        "is \(Shown.quoted(id)), the id of assets[\(earlier.index.position)] too; ids must differ")
      return
    }
    list.entries[id] = (AssetIndex(position), decimals)
    if let decimals { list.assets[position] = Asset(id: id, decimals: decimals) }
  }
}
