import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import Simulation

extension DbCommand {
  /// Does what ACTION says.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      let access = try DatabaseAccess(arguments)
      switch arguments.positionals[0] {
      case "start": try start(access, arguments, context)
      case "stop": try stop(access, arguments, context)
      case "init": try initialize(access, arguments, context)
      case "reset": try reset(access, arguments, context)
      default: return try check(access, arguments, context)
      }
      return .success
    }
  }

  private static func start(
    _ access: DatabaseAccess, _ arguments: ParsedArguments, _ context: CommandContext
  ) throws {
    let server = PrivateServer.inStateDirectory(access.configuration.stateDirectory)
    let wasRunning = server.isRunning
    try withServer { () throws(PrivateServer.Failure) in try server.start() }
    report(
      wasRunning ? "the private server runs already" : "the private server runs",
      [("running", .bool(true)), ("folder", .string(server.folder))], arguments, context)
  }

  private static func stop(
    _ access: DatabaseAccess, _ arguments: ParsedArguments, _ context: CommandContext
  ) throws {
    let server = PrivateServer.inStateDirectory(access.configuration.stateDirectory)
    let wasRunning = server.isRunning
    try withServer { () throws(PrivateServer.Failure) in try server.stop() }
    report(
      wasRunning ? "the private server has stopped" : "the private server does not run",
      [("running", .bool(false)), ("folder", .string(server.folder))], arguments, context)
  }

  private static func withServer(_ body: () throws(PrivateServer.Failure) -> Void) throws {
    do {
      try body()
    } catch {
      throw CommandFailure(.venueUnreachable, error.description)
    }
  }

  private static func initialize(
    _ access: DatabaseAccess, _ arguments: ParsedArguments, _ context: CommandContext
  ) throws {
    let (result, added) = try access.with { (connection) throws(PostgreSQLError) in
      let result = try access.schema.migrate(&connection)
      let seed = PopulationSeed(schema: access.schema.name)
      return (result, try seed.add(access.configuration, &connection))
    }
    let text =
      result.before == result.after
      ? "schema \(access.schema.name) is up to date (version \(result.after))"
      : "schema \(access.schema.name): version \(result.before) -> \(result.after)"
    report(
      "\(text); added \(added.assets) assets and \(added.markets) markets",
      [
        ("schema_name", .string(access.schema.name)),
        ("version_before", .number("\(result.before)")),
        ("version", .number("\(result.after)")), ("assets_added", .number("\(added.assets)")),
        ("markets_added", .number("\(added.markets)")),
      ], arguments, context)
  }

  private static func reset(
    _ access: DatabaseAccess, _ arguments: ParsedArguments, _ context: CommandContext
  ) throws {
    guard arguments.flag("yes") || isConfirmed(access, arguments, context) else {
      throw CommandFailure(
        .usage,
        "nothing was wiped; 'db reset' removes schema \(access.schema.name) with all orders, "
          + "fills and accounts: confirm with --yes")
    }
    try access.with { (connection) throws(PostgreSQLError) in
      try access.schema.drop(&connection)
    }
    try initialize(access, arguments, context)
  }

  /// Asks a person, where there is one.
  private static func isConfirmed(
    _ access: DatabaseAccess, _ arguments: ParsedArguments, _ context: CommandContext
  ) -> Bool {
    guard Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.error),
      !arguments.flag("no-input")
    else { return false }
    context.writeMessage(
      "Wipe schema \(access.schema.name) with all orders, fills and accounts? [y/N] ")
    var input = LineInput()
    guard let line = try? input.next(), case .text(let answer) = line else { return false }
    return ["y", "yes"].contains(answer.lowercased())
  }

  private static func check(
    _ access: DatabaseAccess, _ arguments: ParsedArguments, _ context: CommandContext
  ) throws -> ExitCode {
    let results = try access.with { (connection) throws(PostgreSQLError) in
      try access.schema.requireLatest(&connection)
      return try ConsistencyCheck.all(schema: access.schema.name, &connection)
    }
    let failed = results.filter { $0.violationCount > 0 }
    for result in failed {
      context.writeMessage(
        "\(result.name): \(result.violationCount) violations, the first: \(result.example)\n")
    }
    let verdict = failed.isEmpty ? "pass" : "fail"
    report(
      "schema \(access.schema.name), version \(OrderBookSchema.versionLatest): \(verdict), "
        + "\(results.count) checks",
      [
        ("schema_name", .string(access.schema.name)),
        ("version", .number("\(OrderBookSchema.versionLatest)")), ("verdict", .string(verdict)),
        ("checks", .array(results.map { JSONNode(.string($0.name)) })),
        (
          "violations",
          .array(
            failed.map { JSONNode(.string("\($0.name): \($0.violationCount), \($0.example)")) })
        ),
      ], arguments, context)
    return failed.isEmpty ? .success : .integrityViolated
  }

  /// The result, in words or as JSON.
  private static func report(
    _ text: String, _ members: [(String, JSONValue)], _ arguments: ParsedArguments,
    _ context: CommandContext
  ) {
    guard arguments.flag("json") else {
      if !arguments.flag("quiet") { context.writeResult(text + "\n") }
      return
    }
    var json = JSONWriter(style: .pretty)
    let all = [("schema", JSONValue.string("simulator.db/1"))] + members
    json.node(JSONNode(.object(all.map { JSONMember(key: $0.0, node: JSONNode($0.1)) })))
    json.endLine()
    context.writeResult(String(decoding: json.drain(), as: UTF8.self))
  }
}
