internal import JSONText

/// Reads values out of the merged tree and collects every problem on the way.
///
/// A function that reads a value returns nil, or the default, after it has reported a problem; so
/// reading always goes on, and what depends on a broken value is not complained about again.
struct ConfigurationReader {
  private let fileName: String?
  private let overrides: [ConfigurationOverride]
  private var found: [Found] = []

  private struct Found {
    let position: TextPosition
    let problem: ConfigurationProblem
  }

  init(fileName: String?, overrides: [ConfigurationOverride]) {
    self.fileName = fileName
    self.overrides = overrides
  }

  /// All problems so far, those with a place in the file first, in its order; nil without any.
  var problems: ConfigurationProblems? {
    guard !found.isEmpty else { return nil }
    let ordered = found.enumerated().sorted { left, right in
      (left.element.position, left.offset) < (right.element.position, right.offset)
    }
    return ConfigurationProblems(problems: ordered.map(\.element.problem))
  }

  /// Notes what is wrong with `value`.
  mutating func report(_ value: ConfigurationValue, _ message: String) {
    let inFile = fileName != nil && !value.isBuiltIn && override(of: value) == nil
    let position = inFile && value.position != .none ? value.position : Self.behindTheFile
    let problem = ConfigurationProblem(place: place(of: value), message: message)
    found.append(Found(position: position, problem: problem))
  }

  private static let behindTheFile = TextPosition(line: .max, column: .max)

  private func place(of value: ConfigurationValue) -> String {
    let path = value.pathText
    if value.isBuiltIn { return "\(path) (built-in)" }
    if let override = override(of: value) {
      return override.path == value.path ? override.place : "\(override.place): \(path)"
    }
    guard let fileName else { return path }
    let start = value.position == .none ? fileName : "\(fileName):\(value.position)"
    return path.isEmpty ? start : "\(start): \(path)"
  }

  /// The override that gave `value`, or something around it.
  private func override(of value: ConfigurationValue) -> ConfigurationOverride? {
    overrides.last { value.path.starts(with: $0.path) }
  }
}
