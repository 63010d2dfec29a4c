internal import PostgreSQL
internal import Simulation

/// The statements of a configuration, checked and prepared on a connection.
struct PreparedBook: Sendable {
  private var texts: [String: NamedParameters] = [:]

  /// Reads the statements; nothing is sent yet.
  ///
  /// - Throws: `PostgreSQLError` naming the statement that uses what it does not get.
  init(_ statements: [NamedStatement]) throws(PostgreSQLError) {
    for statement in statements {
      guard let purpose = BookStatement.all.first(where: { $0.name == statement.name }) else {
        continue
      }
      let text = NamedParameters(parsing: statement.text)
      if let problem = purpose.problem(with: text) {
        throw PostgreSQLError(.badSettings, problem, statement: statement.name)
      }
      texts[statement.name] = text
    }
    guard texts[BookStatement.place.name] != nil else {
      throw PostgreSQLError(
        .badSettings, "is missing; without it no order can be sent",
        statement: BookStatement.place.name)
    }
  }

  /// Whether the configuration has the statement.
  func has(_ statement: BookStatement) -> Bool { texts[statement.name] != nil }

  /// Prepares all statements and checks their columns.
  func prepare(on connection: inout Connection) throws(PostgreSQLError) {
    for statement in BookStatement.all {
      guard let text = texts[statement.name] else { continue }
      try connection.prepare(statement.name, text.text)
      let description = try connection.describe(statement.name)
      if let problem = statement.problem(with: description) {
        throw PostgreSQLError(.badSettings, problem, statement: statement.name)
      }
    }
  }

  /// Runs a statement with values for the parameters that it uses.
  func run(
    _ statement: BookStatement, _ values: [String: String?], _ connection: inout Connection
  ) throws(PostgreSQLError) -> Rows {
    var parameters = Parameters()
    for name in texts[statement.name]?.names ?? [] { parameters.append(values[name] ?? nil) }
    return try connection.run(statement.name, parameters)
  }
}
