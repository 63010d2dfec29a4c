public import Platform

/// How a journal is written.
public struct JournalOptions: Hashable, Sendable {
  /// What holds a record until it is in the file.
  public enum Mode: Hashable, Sendable {
    /// A shared mapping of the file: every record survives the end of the process at once, without
    /// a system call.
    case mapped
    /// A buffer of the process, written by `flush`, `sync`, `close` and when it is full.
    case buffered
  }

  /// When records are carried to stable storage, so that they survive a power failure too.
  public struct GroupCommit: Hashable, Sendable {
    /// Sync when so many records wait.
    public var records: UInt64
    /// Sync when anything waits and the last sync is this long ago.
    public var interval: TimeSpan

    /// Makes a rule: whichever of the two comes first.
    public init(records: UInt64, interval: TimeSpan) {
      self.records = records
      self.interval = interval
    }
  }

  /// What holds a record until it is in the file.
  public var mode: Mode
  /// Size of the mapped window or of the buffer, in bytes: a multiple of the page size.
  public var windowByteCount: Int
  /// When to sync; nil leaves it to explicit calls of `sync`.
  public var groupCommit: GroupCommit?

  /// Makes options; the window is 4 MiB mapped or 256 KiB buffered where none is given.
  public init(
    mode: Mode = .mapped, windowByteCount: Int? = nil, groupCommit: GroupCommit? = nil
  ) {
    self.mode = mode
    self.windowByteCount = windowByteCount ?? (mode == .mapped ? 4 << 20 : 256 << 10)
    self.groupCommit = groupCommit
  }
}
