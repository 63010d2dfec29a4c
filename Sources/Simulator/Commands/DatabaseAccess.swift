import PostgreSQL
import PostgresVenue
import Simulation

/// The database that a command line means.
struct DatabaseAccess {
  /// The configuration, with a venue in a database.
  let configuration: Configuration
  /// How the server is reached.
  let settings: ConnectionSettings

  /// Reads configuration and options.
  init(_ arguments: ParsedArguments) throws {
    configuration = try PlanLoading.databaseConfiguration(arguments)
    settings = ConnectionChoice.settings(
      configuration.venue.database, stateDirectory: configuration.stateDirectory,
      environment: ProcessEnvironment.value)
  }

  /// The order book's schema.
  var schema: OrderBookSchema { OrderBookSchema(name: configuration.venue.database.schema) }

  /// Connects.
  func connect() throws -> Connection {
    do {
      return try Connection.open(settings)
    } catch {
      throw Self.failure(error)
    }
  }

  /// Does work on a connection.
  func with<Result>(
    _ body: (inout Connection) throws(PostgreSQLError) -> Result
  ) throws -> Result {
    var connection = try connect()
    do throws(PostgreSQLError) {
      return try body(&connection)
    } catch {
      throw Self.failure(error)
    }
  }

  /// What an error of the database means for the exit code, and what to do.
  static func failure(_ error: PostgreSQLError) -> CommandFailure {
    switch error.kind {
    case .badSettings: CommandFailure(.badData, "\(error)")
    case .connectionRefused, .connectionLost, .timedOut:
      CommandFailure(.venueUnreachable, "the database cannot be reached: \(error)\(hint(error))")
    case .server, .unexpectedAnswer: CommandFailure(.badData, "\(error)")
    }
  }

  private static func hint(_ error: PostgreSQLError) -> String {
    switch error.sqlState {
    case .invalidPassword: "; give the password in PGPASSWORD or ~/.pgpass"
    case .unknownDatabase: "; create it, for example with: createdb"
    case nil: "; start a private server with: simulator db start, or give --database-url"
    default: ""
    }
  }
}
