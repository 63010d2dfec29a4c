import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import Simulation

/// Reads the configuration that a command line means and plans it.
enum PlanLoading {
  private static let defaultFile = "simulator.json"
  private static let discoveredPrefix = "test-account"

  /// The configuration: the file of `--config`, or `simulator.json` in this folder, or the built-in
  /// one, with the options on top. With venue `postgresql`, what it does not state of accounts, assets
  /// and markets is looked up in the database.
  ///
  /// - Parameter further: values on top of the options.
  static func configuration(
    _ arguments: ParsedArguments, with further: [ConfigurationOverride] = []
  ) throws -> Configuration {
    do {
      let file = try file(arguments)
      let overrides =
        try faults(arguments) + ConfigurationOverrides.make(arguments) + further
      let stated = try StatedConfiguration(file: file, overrides: overrides)
      let found = stated.venue.type.isOutside ? try discovered(stated) : []
      return try Configuration.read(file: file, overrides: found + overrides)
    } catch let problems as ConfigurationProblems {
      throw CommandFailure(problems)
    }
  }

  /// What configuration and options state of the venue, without more of them being read.
  static func stated(_ arguments: ParsedArguments) throws -> StatedConfiguration {
    do {
      return try StatedConfiguration(
        file: try file(arguments), overrides: ConfigurationOverrides.make(arguments))
    } catch let problems as ConfigurationProblems {
      throw CommandFailure(problems)
    }
  }

  /// The configuration for commands on the database itself: its venue is one in a database whatever it
  /// says, and its population is not looked up.
  static func databaseConfiguration(_ arguments: ParsedArguments) throws -> Configuration {
    do {
      let file = try file(arguments)
      var overrides = ConfigurationOverrides.make(arguments)
      let stated = try StatedConfiguration(file: file, overrides: [])
      if !stated.venue.type.isOutside {
        overrides.insert(
          ConfigurationOverride(
            path: ["venue", "type"], value: JSONNode(.string(VenueType.postgresql.rawValue)),
            place: "venue"), at: 0)
      }
      return try Configuration.read(file: file, overrides: overrides)
    } catch let problems as ConfigurationProblems {
      throw CommandFailure(problems)
    }
  }

  /// The plan of that configuration.
  static func plan(
    _ arguments: ParsedArguments, with further: [ConfigurationOverride] = []
  ) throws -> Plan {
    do {
      return try Plan(try configuration(arguments, with: further))
    } catch let refusal as PlanRefusal {
      throw CommandFailure(.badData, "\(refusal.place): \(refusal.message)")
    }
  }

  /// What the database has of the sections that the configuration leaves out.
  private static func discovered(
    _ stated: StatedConfiguration
  ) throws -> [ConfigurationOverride] {
    let wanted = ["accounts", "assets", "markets"].filter { !stated.sections.contains($0) }
    guard !wanted.isEmpty else { return [] }
    let settings = ConnectionChoice.settings(
      stated.venue.database, stateDirectory: stated.stateDirectory ?? "./simulator_state",
      environment: ProcessEnvironment.value)
    let schema = OrderBookSchema(name: stated.venue.database.schema)
    do throws(PostgreSQLError) {
      var connection = try Connection.open(settings)
      if stated.venue.type == .sql {
        return try BookDiscovery(stated.venue.database.statements).overrides(
          of: wanted, accountFilter: stated.accountFilter, &connection)
      }
      try schema.requireLatest(&connection)
      return try Discovery(schema: schema.name).overrides(
        of: wanted, accountFilter: stated.accountFilter ?? discoveredPrefix, &connection)
    } catch {
      throw DatabaseAccess.failure(error)
    }
  }

  /// The section `faults` out of a file of its own.
  private static func faults(_ arguments: ParsedArguments) throws -> [ConfigurationOverride] {
    guard arguments.command.option(named: "faults") != nil, let path = arguments.text("faults")
    else { return [] }
    do {
      let tree = try JSONParser.parse(try File.read(path: path))
      return [ConfigurationOverride(path: ["faults"], value: tree, place: path)]
    } catch let error as JSONSyntaxError {
      throw CommandFailure(.badData, "\(path):\(error.position): \(error.message)")
    } catch {
      throw CommandFailure(.badData, "\(error); name a file of faults that can be read")
    }
  }

  private static func file(_ arguments: ParsedArguments) throws -> (name: String, bytes: [UInt8])? {
    let path = arguments.text("config")
    guard let name = path ?? (FileSystem.exists(defaultFile) ? defaultFile : nil) else {
      return nil
    }
    do {
      return (name, try File.read(path: name))
    } catch {
      throw CommandFailure(.badData, "\(error); name a configuration that can be read")
    }
  }
}
