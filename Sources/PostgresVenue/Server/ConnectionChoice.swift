public import PostgreSQL
public import Simulation

/// Which server a configuration means.
public enum ConnectionChoice {
  /// The settings: the configuration's URL, else `DATABASE_URL`, else the variables of libpq if any
  /// names a server, else the private server of the state directory if it runs, else libpq's defaults.
  ///
  /// - Parameter environment: gives the value of a variable, or nil.
  public static func settings(
    _ database: DatabaseConfiguration, stateDirectory: String,
    environment: (String) -> String?
  ) -> ConnectionSettings {
    ConnectionSettings(
      url: url(database, stateDirectory: stateDirectory, environment: environment))
  }

  private static func url(
    _ database: DatabaseConfiguration, stateDirectory: String,
    environment: (String) -> String?
  ) -> String? {
    if let url = database.url { return url }
    if let url = environment("DATABASE_URL"), !url.isEmpty { return url }
    let names = ["PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE", "PGUSER", "PGPORT"]
    if names.contains(where: { environment($0)?.isEmpty == false }) { return nil }
    let server = PrivateServer.inStateDirectory(stateDirectory)
    return server.isRunning ? server.connectionText() : nil
  }
}
