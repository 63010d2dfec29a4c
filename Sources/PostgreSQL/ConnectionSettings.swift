internal import CPostgreSQL

/// How a server is reached: what a URL says, completed by what libpq finds by itself.
///
/// Whatever the URL leaves open comes from the variables `PGHOST`, `PGPORT`, `PGDATABASE`, `PGUSER`,
/// `PGPASSWORD`, `PGSERVICE` and their kin, the service file and `~/.pgpass`, as for psql.
public struct ConnectionSettings: Hashable, Sendable {
  /// A URL (`postgresql://...`) or a list of `keyword=value`; nil leaves all to the environment.
  public var url: String?
  /// How long connecting may take, in seconds.
  public var connectTimeoutSeconds: Int
  /// What the server's lists of connections show.
  public var applicationName: String
  /// Server settings of every connection, for example `("lock_timeout", "2s")`.
  public var serverSettings: [ServerSetting]

  /// One setting of the server, for one connection.
  public struct ServerSetting: Hashable, Sendable {
    /// Its name, letters and underscores.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes a setting.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes settings; what is left out is libpq's default.
  public init(
    url: String?, connectTimeoutSeconds: Int = 10, applicationName: String = "simulator",
    serverSettings: [ServerSetting] = []
  ) {
    self.url = url
    self.connectTimeoutSeconds = connectTimeoutSeconds
    self.applicationName = applicationName
    self.serverSettings = serverSettings
  }

  /// The keywords handed to libpq, in order.
  var keywords: [(name: String, value: String)] {
    var list: [(String, String)] = []
    if let url { list.append(("dbname", url)) }
    list.append(("connect_timeout", String(connectTimeoutSeconds)))
    list.append(("fallback_application_name", applicationName))
    list.append(("client_encoding", "UTF8"))
    return list
  }

  /// The URL without its password, for messages and records.
  ///
  /// - Throws: `PostgreSQLError.badSettings` when the URL cannot be understood.
  public func redactedURL() throws(PostgreSQLError) -> String? {
    guard let url else { return nil }
    var message: UnsafeMutablePointer<CChar>?
    guard let options = unsafe PQconninfoParse(url, &message) else {
      unsafe PQfreemem(message)
      throw PostgreSQLError(
        .badSettings,
        "the connection URL cannot be understood; it must be like "
          + "postgresql://user@host:5432/database or host=... dbname=...")
    }
    defer { unsafe PQconninfoFree(options) }
    var words: [String] = []
    var place = unsafe options
    while let keyword = unsafe place.pointee.keyword {
      if let value = unsafe place.pointee.val, unsafe !Self.isSecret(String(cString: keyword)) {
        unsafe words.append(Self.word(String(cString: keyword), String(cString: value)))
      }
      unsafe place += 1
    }
    return words.joined(separator: " ")
  }

  private static func isSecret(_ keyword: String) -> Bool {
    keyword == "password" || keyword == "sslpassword"
  }

  /// `keyword=value` in the form that libpq reads, quoted where it must be.
  private static func word(_ keyword: String, _ value: String) -> String {
    let isPlain =
      !value.isEmpty && value.utf8.allSatisfy { $0 > 32 && $0 != 39 && $0 != 92 && $0 < 127 }
    if isPlain { return "\(keyword)=\(value)" }
    let escaped = value.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "\(keyword)='\(escaped)'"
  }
}
