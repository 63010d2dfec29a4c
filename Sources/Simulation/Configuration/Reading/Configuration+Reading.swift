internal import Domain
internal import JSONText

extension Configuration {
  /// Reads and checks a configuration: the file, changed by the overrides, completed by defaults.
  ///
  /// - Parameters:
  ///   - file: name (for messages) and content of the file; nil for defaults alone.
  ///   - overrides: values of the command line, in order; later ones win.
  /// - Throws: `ConfigurationProblems` with everything that is wrong. A file that is not JSON at
  ///   all is the only problem reported then.
  public static func read(
    file: (name: String, bytes: [UInt8])?, overrides: [ConfigurationOverride] = []
  ) throws(ConfigurationProblems) -> Configuration {
    var tree = try tree(of: file)
    for override in overrides { override.merge(into: &tree) }
    var reader = ConfigurationReader(fileName: file?.name, overrides: overrides)
    let configuration = reader.configuration(ConfigurationValue(tree))
    if let problems = reader.problems { throw problems }
    guard let configuration else {
      preconditionFailure("a configuration was refused without a reason")
    }
    return configuration
  }

  static func tree(
    of file: (name: String, bytes: [UInt8])?
  ) throws(ConfigurationProblems) -> JSONNode {
    guard let file else { return JSONNode(.object([])) }
    do throws(JSONSyntaxError) {
      return try JSONParser.parse(file.bytes)
    } catch {
      throw ConfigurationProblems(problems: [
        ConfigurationProblem(place: "\(file.name):\(error.position)", message: error.message)
      ])
    }
  }
}

extension ConfigurationReader {
  /// Reads the whole tree; nil only when an asset is wrong, which has been reported.
  mutating func configuration(_ root: ConfigurationValue) -> Configuration? {
    guard checkObject(root, keys: ConfigurationKeys.root) else { return nil }
    let assets = assets(root)
    let markets = markets(root, assets: assets)
    let accounts = accounts(root)
    let scheduler = scheduler(root, accounts: accounts)
    let slotsMax = ConfigurationLimits.slotsMax
    let load = load(root, markets: markets.markets.count)
    let stated = count(root["iterations"], in: 1...slotsMax, default: 1) ?? 1
    let perIteration = UInt64(accounts.accounts.count) * scheduler.configuration.tradesPerAccount
    let iterations =
      load.isContinuous && perIteration > 0 ? max(1, continuousSlots / perIteration) : stated
    checkTotals(
      TotalsCheck(
        root: root, scheduler: scheduler, accountCount: accounts.accounts.count,
        iterations: iterations, markets: markets.markets.filter { $0.status == .active },
        assets: assets.assets))
    let processor = processor(root)
    let budget = budget(root, accounts: accounts, assets: assets)
    let venue = venue(root)
    checkBatches(root, venue, load, processor)
    let faults = faults(root, venue.type)
    let thresholds = thresholds(root, phases: load.phases.map(\.name))
    let seed = count(root["seed"], in: 0...UInt64.max, default: 42) ?? 42
    let stateDirectory = stateDirectory(root["state_dir"])
    let rightAssets = assets.assets.compactMap(\.self)
    guard rightAssets.count == assets.assets.count else { return nil }
    return Configuration(
      seed: seed, iterations: iterations, stateDirectory: stateDirectory,
      accounts: accounts.accounts, accountSource: accounts.source, accountFilter: accounts.filter,
      assets: rightAssets, markets: markets.markets, marketFilter: markets.filter,
      scheduler: scheduler.configuration, processor: processor, load: load, budget: budget,
      venue: venue, faults: faults, thresholds: thresholds)
  }

  /// How many slots a run without an end has: more than a year of the fastest, and fewer than a
  /// journal can number.
  private var continuousSlots: UInt64 { 100_000_000_000_000 }

  private mutating func stateDirectory(_ value: ConfigurationValue) -> String {
    let standard = "./simulator_state"
    guard value.isPresent, let path = text(value),
      checkText(value, path, bytesMax: ConfigurationLimits.pathBytesMax)
    else { return standard }
    return path
  }
}
