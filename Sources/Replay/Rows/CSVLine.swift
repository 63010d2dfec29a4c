/// One line of comma-separated values (RFC 4180, with a line feed alone at its end).
public struct CSVLine: Sendable {
  /// The line, its end included.
  public private(set) var text: String

  /// Joins the fields; those that hold a comma, a quote or a line end are put in quotes.
  public init(_ fields: [String]) {
    text = fields.map(Self.quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    let special: (UInt8) -> Bool = { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard field.utf8.contains(where: special) else { return field }
    var quoted = "\""
    for character in field.unicodeScalars {
      if character == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}
