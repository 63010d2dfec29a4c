/// Why an encoded engine state cannot be restored.
public enum EngineStateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes do not begin as an engine state does.
  case notAnEngineState
  /// The state was written by another version of the format.
  case unsupportedVersion(found: UInt64, expected: UInt64)
  /// The bytes are not those that were written.
  case damaged(expected: String, found: String)
  /// The state belongs to another set of markets, accounts, assets or another policy.
  case differentSetup(String)
  /// The state ends early, has bytes left over, or names what does not exist.
  case malformed(String)
  /// The restored engine violates an invariant.
  case inconsistent(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .notAnEngineState:
      "these bytes are not an engine state; check which file was read"
    case .unsupportedVersion(let found, let expected):
      "the engine state has version \(found), this program reads \(expected); "
        + "use the program version that wrote it"
    case .damaged(let expected, let found):
      "the engine state is damaged: checksum \(found) instead of \(expected); "
        + "use an older state and repeat the commands since then"
    case .differentSetup(let what):
      "the engine state belongs to another setup: \(what) differs; "
        + "restore it with the configuration it was written under"
    case .malformed(let what): "the engine state is malformed: \(what)"
    case .inconsistent(let what): "the engine state contradicts itself: \(what)"
    }
  }
}
