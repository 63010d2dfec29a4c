import Platform

/// The machine that was measured, as far as the system tells.
struct Machine: Equatable, Sendable {
  /// Processors that are on line.
  let cores: Int
  /// The processor's name; `unknown` where the system does not tell.
  let processor: String
  /// Memory in bytes; 0 where the system does not tell.
  let memoryBytes: UInt64

  /// The one that this process runs on.
  static var present: Machine {
    Machine(
      processors: text("/proc/cpuinfo"), memory: text("/proc/meminfo"))
  }

  /// Reads the system's tables `/proc/cpuinfo` and `/proc/meminfo`.
  init(processors: String, memory: String) {
    let lines = processors.split(separator: "\n")
    cores = lines.count { Self.value(of: "processor", in: $0) != nil }
    processor =
      lines.lazy.compactMap { Self.value(of: "model name", in: $0) }.first ?? "unknown"
    let total = memory.split(separator: "\n").lazy.compactMap {
      Self.value(of: "MemTotal", in: $0)
    }.first
    memoryBytes = (total?.split(separator: " ").first.flatMap { UInt64($0) } ?? 0) * 1024
  }

  private static func text(_ path: String) -> String {
    String(decoding: (try? File.read(path: path)) ?? [], as: UTF8.self)
  }

  /// What stands behind the colon of a line `key : value`.
  private static func value(of key: String, in line: Substring) -> String? {
    guard let colon = line.firstIndex(of: ":"), trimmed(line[..<colon]) == key else { return nil }
    return trimmed(line[line.index(after: colon)...])
  }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    var rest = text.drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(rest)
  }
}
