/// Names and values as parts of SQL text. Values of rows always go as parameters; this is for names,
/// which cannot.
public enum SQLText {
  /// A name in double quotes, whatever it holds.
  public static func identifier(_ name: String) -> String {
    "\"" + name.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  /// A text constant, whatever it holds.
  public static func literal(_ text: String) -> String {
    let hasBackslash = text.contains("\\")
    let quoted = text.map { $0 == "'" ? "''" : $0 == "\\" ? "\\\\" : String($0) }.joined()
    return hasBackslash ? " E'\(quoted)'" : "'\(quoted)'"
  }
}
