/// Metrics in the text format that OpenMetrics and Prometheus read alike.
///
/// The two differ in one thing: the name of a counter's family ends in `_total` in one and not in the
/// other. So counters are left without a type; by their names every consumer knows them.
struct MetricsText {
  /// What kind of number a metric is.
  enum Kind: String {
    /// A number that goes up and down.
    case gauge
    /// Quantiles with a sum and a count.
    case summary
    /// A number that only grows; its name ends in `_total`.
    case counter
  }

  /// The text so far, without its end.
  private(set) var text = ""

  /// Everything, with the line that says so.
  var complete: String { text + "# EOF\n" }

  /// Begins a metric; its samples must follow.
  mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    precondition((kind == .counter) == name.hasSuffix("_total"), "\(name) as a \(kind.rawValue)")
    text += "# HELP \(name) \(help)\n"
    if kind != .counter { text += "# TYPE \(name) \(kind.rawValue)\n" }
  }

  /// Writes a sample; `value` must be a number.
  mutating func sample(
    _ name: String, _ labels: [(name: String, value: String)] = [], _ value: String
  ) {
    let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    text += list.isEmpty ? "\(name) \(value)\n" : "\(name){\(list)} \(value)\n"
  }

  /// Writes a metric that has one sample alone.
  mutating func metric(_ name: String, _ kind: Kind, _ help: String, _ value: String) {
    begin(name, kind, help)
    sample(name, [], value)
  }

  /// A label's value: a backslash before quotes and backslashes, line ends as `\n`.
  static func escaped(_ value: String) -> String {
    var escaped = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
