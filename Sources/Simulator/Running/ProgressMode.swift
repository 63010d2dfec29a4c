/// How progress is shown.
enum ProgressMode: String, CaseIterable {
  /// A few lines at the bottom of a terminal, drawn over themselves.
  case tty
  /// A line every ten seconds.
  case plain
  /// A line of JSON every second.
  case json
  /// Not at all.
  case none

  /// What the arguments ask for; else what suits where messages go.
  init(_ arguments: ParsedArguments, isRedrawable: Bool) {
    if let mode = arguments.text("progress").flatMap(ProgressMode.init(rawValue:)) {
      self = mode
    } else {
      self = arguments.flag("quiet") ? .none : isRedrawable ? .tty : .plain
    }
  }

  /// How often it is shown, in nanoseconds.
  var interval: Int64 {
    switch self {
    case .tty: 100_000_000
    case .plain: 10_000_000_000
    case .json: 1_000_000_000
    case .none: .max
    }
  }
}
