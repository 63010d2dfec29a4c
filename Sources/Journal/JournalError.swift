public import Platform

/// Why a journal cannot be used.
public enum JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no file.
  case missing(path: String)
  /// The file ends within the header: its run stopped before the first record.
  case empty(path: String)
  /// The header fails its checksum.
  case headerDamaged(path: String)
  /// A file of another kind or version.
  case foreign(path: String, found: String, expected: String)
  /// A record before the last fails its checksum, or contradicts the records before it.
  case damaged(path: String, ordinal: UInt64, byteOffset: Int64, what: Damage)
  /// The journal holds fewer records than a checkpoint counts on.
  case shorterThanTrusted(path: String, recordCount: UInt64, trusted: UInt64)
  /// The operating system refused.
  case system(SystemError)

  /// What is wrong with a damaged record.
  public enum Damage: Hashable, Sendable {
    /// The checksum does not fit content, place and journal; further records follow.
    case checksum
    /// The checksum fits, but the kind is none of this version.
    case unknownKind(UInt8)
    /// A fill is not the next of its group.
    case fillIndex(found: UInt32, expected: UInt32)
    /// An outcome counts other fills than stand before it.
    case fillCount(found: UInt32, expected: UInt32)
    /// The frontier goes back.
    case frontier(found: UInt64, before: UInt64)
    /// A checkpoint ends here, within the fills of an outcome.
    case withinGroup
  }

  /// Runs `body`, handing on what the operating system refuses as an error of the journal.
  static func wrapping<Result: ~Copyable>(
    _ body: () throws(SystemError) -> Result
  ) throws(JournalError) -> Result {
    do { return try body() } catch { throw .system(error) }
  }

  /// What is wrong, where, and what to do about it.
  public var description: String { "\(problem); \(remedy)" }

  /// What is wrong and where, without a full stop.
  public var problem: String {
    switch self {
    case .missing(let path): "there is no journal at \(path)"
    case .empty(let path): "the journal \(path) is empty"
    case .headerDamaged(let path): "the header of the journal \(path) is damaged"
    case .foreign(let path, let found, let expected):
      "\(path) is not a journal this program can read: found \(found), expected \(expected)"
    case .damaged(let path, let ordinal, let byteOffset, let what):
      "the journal \(path) is damaged at record \(ordinal), byte \(byteOffset): \(what.text)"
    case .shorterThanTrusted(let path, let recordCount, let trusted):
      "the journal \(path) holds \(recordCount) records, but its checkpoint counts \(trusted)"
    case .system(let error): error.description
    }
  }

  /// What to do, without a full stop.
  public var remedy: String {
    switch self {
    case .missing: "check the run's name and the state directory, or start a new run"
    case .empty: "the run had not begun: start it anew"
    case .foreign: "use the program version that wrote it, or start a new run"
    case .headerDamaged, .damaged, .shorterThanTrusted:
      "restore the run's directory from a copy, or start a new run"
    case .system: "see to what the system reports, then try again"
    }
  }
}

extension JournalError.Damage {
  /// The damage in words.
  public var text: String {
    switch self {
    case .checksum: "its checksum does not match, and further data follows"
    case .unknownKind(let kind): "its kind \(kind) is unknown"
    case .fillIndex(let found, let expected):
      "it is fill \(found) of its group, expected fill \(expected)"
    case .fillCount(let found, let expected):
      "it counts \(found) fills, but \(expected) stand before it"
    case .frontier(let found, let before): "its frontier goes back from \(before) to \(found)"
    case .withinGroup: "a fill stands where an outcome must end the checkpoint"
    }
  }
}
