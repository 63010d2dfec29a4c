import Domain
import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import Simulation

extension AccountsCommand {
  /// Makes accounts.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      try Interruption.install()
      let access = try DatabaseAccess(arguments)
      let count = arguments.count("count") ?? 10
      let prefix = arguments.text("prefix") ?? "test-account"
      try check(count: count, prefix: prefix)
      var run = GenerationRun(
        access: access, arguments: arguments, context: context,
        generation: AccountGeneration(count: count, prefix: prefix, funds: []))
      try run.perform()
      return .success
    }
  }

  private static func check(count: Int, prefix: String) throws {
    guard (1...10_000_000).contains(count) else {
      throw CommandFailure(.usage, "--count: \(count) accounts; give 1 to 10000000")
    }
    let label = "\(prefix)-\(count)"
    guard label.utf8.count <= 64, prefix.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
      throw CommandFailure(
        .usage,
        "--prefix: '\(label)' is no label; it must have at most 64 bytes and no control "
          + "characters")
    }
  }
}

/// One call of `accounts generate`, in steps that are transactions of their own.
private struct GenerationRun {
  let access: DatabaseAccess
  let arguments: ParsedArguments
  let context: CommandContext
  var generation: AccountGeneration
  private var created = 0
  private var funded = 0

  init(
    access: DatabaseAccess, arguments: ParsedArguments, context: CommandContext,
    generation: AccountGeneration
  ) {
    self.access = access
    self.arguments = arguments
    self.context = context
    self.generation = generation
  }

  mutating func perform() throws {
    let schema = access.schema
    let assets = try access.with { (connection) throws(PostgreSQLError) in
      try schema.requireLatest(&connection)
      return try Self.assets(schema.name, &connection)
    }
    generation.funds = try funds(assets)
    let start = SystemClock().now()
    var next = 1
    while next <= generation.count {
      if Interruption.isRequested { throw interrupted(next - 1) }
      let last = min(generation.count, next + AccountGeneration.accountsPerStep - 1)
      let step = try attempt(next...last)
      created += step.created
      funded += step.funded
      next = last + 1
      if next <= generation.count { note("\(last) of \(generation.count) accounts") }
    }
    try access.with { (connection) throws(PostgreSQLError) in
      try AccountGeneration.analyze(schema: schema.name, &connection)
    }
    report(since: start)
  }

  /// Makes some accounts; a connection that is lost is made again, a few times.
  private func attempt(_ range: ClosedRange<Int>) throws -> AccountGeneration.Step {
    let schema = access.schema.name
    var pauseMilliseconds: Int64 = 100
    while true {
      do {
        return try access.with { (connection) throws(PostgreSQLError) in
          try generation.make(range, schema: schema, &connection)
        }
      } catch let failure as CommandFailure {
        guard failure.exitCode == .venueUnreachable, pauseMilliseconds <= 5000,
          !Interruption.isRequested
        else { throw failure }
        note("\(failure.messages.joined(separator: " ")); trying again")
      }
      let clock = SystemClock()
      clock.sleep(
        until: Instant(nanoseconds: clock.now().nanoseconds + pauseMilliseconds * 1_000_000))
      pauseMilliseconds *= 2
    }
  }

  private static func assets(
    _ schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [Asset] {
    let rows = try connection.execute(
      "SELECT symbol, decimals FROM \(SQLText.identifier(schema)).assets ORDER BY id",
      name: "list assets")
    return (0..<rows.count).map {
      Asset(id: rows.text($0, 0) ?? "", decimals: Int(rows.integer($0, 1) ?? 0))
    }
  }

  private func funds(_ assets: [Asset]) throws -> [(symbol: String, minorUnits: String)] {
    var amounts: [String: Int128] = [:]
    let standard = ExactDecimal(significand: 10_000, scale: 0)
    if !arguments.isGiven("fund") {
      for asset in assets { amounts[asset.id] = try units(standard, asset) }
    }
    for fund in arguments.budgets("fund") {
      if let account = fund.account {
        throw CommandFailure(
          .usage, "--fund: '\(account):' names an account; every account gets the same")
      }
      let meant = fund.asset.map { id in assets.filter { $0.id == id } } ?? assets
      guard !meant.isEmpty else {
        let known = assets.map(\.id).joined(separator: ", ")
        throw CommandFailure(
          .usage, "--fund: the database has no asset '\(fund.asset ?? "")'; it has \(known)")
      }
      for asset in meant { amounts[asset.id] = try units(fund.amount, asset) }
    }
    return assets.compactMap { asset in
      amounts[asset.id].flatMap { $0 > 0 ? (asset.id, "\($0)") : nil }
    }
  }

  private func units(_ amount: ExactDecimal, _ asset: Asset) throws -> Int128 {
    guard let units = amount.wholeUnits(scale: asset.decimals), units >= 0,
      units <= Int128.max / 1_000_000_000
    else {
      throw CommandFailure(
        .usage,
        "--fund: \(amount) \(asset.id) is no amount of it; \(asset.id) has "
          + "\(asset.decimals) decimals, and amounts are at least 0")
    }
    return units
  }

  private func note(_ text: String) {
    if !arguments.flag("quiet") { context.writeMessage(text + "\n") }
  }

  private func interrupted(_ done: Int) -> CommandFailure {
    CommandFailure(
      Interruption.signal == .terminate ? .terminated : .interrupted,
      "stopped after \(done) of \(generation.count) accounts; the same command goes on")
  }

  private func report(since start: Instant) {
    let existing = generation.count - created
    guard arguments.flag("json") else {
      let milliseconds = (SystemClock().now().nanoseconds - start.nanoseconds) / 1_000_000
      if !arguments.flag("quiet") {
        context.writeResult(
          "\(created) accounts made, \(existing) were there; \(funded) balances funded "
            + "(\(milliseconds) ms)\n")
      }
      return
    }
    var json = JSONWriter(style: .pretty)
    json.beginObject()
    json.member("schema", "simulator.accounts/1")
    json.member("created", UInt64(created))
    json.member("existing", UInt64(existing))
    json.member("balances_funded", UInt64(funded))
    json.key("accounts")
    json.beginArray()
    for number in 1...generation.count { json.string("\(generation.prefix)-\(number)") }
    json.endArray()
    json.endObject()
    json.endLine()
    context.writeResult(String(decoding: json.drain(), as: UTF8.self))
  }
}
