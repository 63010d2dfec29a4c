internal import PostgreSQL

/// The order-book database as SQL text, in which `$schema` stands for the schema's quoted name.
///
/// Reading order: `population`, `orderTables`, `balanceTables`, then the functions.
enum SchemaSQL {
  /// The text with the schema's name in its place.
  static func text(_ template: String, schema: String) -> String {
    template.replacing("$schema", with: SQLText.identifier(schema))
  }
}
