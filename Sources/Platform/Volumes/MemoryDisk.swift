internal import Glibc

/// A disk in memory, for simulation: it keeps what a kill leaves and forgets what a power failure may.
///
/// Every change is put to a supervisor first, which may refuse it or let the process end within it.
/// After its end nothing changes any more until the disk is started again. Files lie in one directory
/// and are found by their whole path. One thread at a time uses it.
public final class MemoryDisk: Hashable, @unchecked Sendable {
  /// Smaller than pages of memory are, so that short files have several.
  public static let pageByteCount = 4096

  /// Asked before every change; nil permits all.
  public weak var supervisor: (any DiskSupervisor)?
  /// Whether the process has ended: everything is refused.
  public private(set) var hasEnded = false
  private var entries: [String: MemoryFile] = [:]
  private var durableEntries: [String: MemoryFile] = [:]

  /// An empty disk.
  public init() {}

  /// Takes the disk up again after the process has ended: what it held is there.
  public func restart() { hasEnded = false }

  /// Takes the disk up again after a power failure: what was not synced may be there or not.
  ///
  /// - Parameter keeps: asked for each page, length and directory entry that was not synced.
  public func restartAfterPowerFailure(_ keeps: () -> Bool) {
    hasEnded = false
    for path in Set(entries.keys).union(durableEntries.keys).sorted() {
      let (new, old) = (entries[path], durableEntries[path])
      if new !== old && !keeps() { entries[path] = old }
      if let left = entries[path] { left.lose(keepsPage: keeps, keepsLength: keeps()) }
    }
    durableEntries = entries
  }

  /// The file at a path, for looking into it.
  public func file(_ path: String) -> MemoryFile? { entries[path] }

  /// All paths, sorted.
  public var paths: [String] { entries.keys.sorted() }

  func exists(_ path: String) -> Bool { entries[path] != nil }

  func list(_ directory: String) -> [String] {
    let prefix = "\(directory)/"
    return entries.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .sorted()
  }

  func open(_ path: String, _ mode: File.Mode) throws(SystemError) -> MemoryFile {
    let found = entries[path]
    switch mode {
    case .createExclusive where found != nil:
      throw SystemError(code: EEXIST, operation: "create", path: path)
    case .read, .readWrite:
      guard let found else { throw SystemError(code: ENOENT, operation: "open", path: path) }
      return found
    case .readWriteCreate, .createExclusive:
      if let found { return found }
      try permit(.create(path: path), "create", path)
      let file = MemoryFile(path: path, disk: self)
      entries[path] = file
      return file
    }
  }

  func remove(_ path: String) throws(SystemError) {
    try permit(.remove(path: path), "remove", path)
    entries[path] = nil
  }

  func syncDirectory(_ path: String) throws(SystemError) {
    try permit(.syncDirectory, "sync", path)
    durableEntries = entries
  }

  /// Writes beside the file and renames, step by step as `File.writeAtomically` does.
  func writeAtomically(
    _ path: String, _ bytes: [UInt8], isDurable: Bool
  ) throws(SystemError) {
    let temporary = "\(path).tmp"
    do {
      let file = try open(temporary, .readWriteCreate)
      if !file.bytes.isEmpty { try file.truncate(to: 0) }
      try file.write(bytes, at: 0)
      if isDurable { try file.sync() }
      try permit(.rename(path: path), "rename", temporary)
      entries[path] = file
      entries[temporary] = nil
    } catch {
      if !hasEnded { entries[temporary] = nil }
      throw error
    }
    if isDurable { try syncDirectory(path) }
  }

  func ask(_ operation: DiskOperation) -> DiskVerdict {
    if hasEnded { return .refuse(EIO) }
    return supervisor?.verdict(on: operation) ?? .goOn
  }

  /// Asks for an operation that happens as a whole or not at all.
  func permit(
    _ operation: DiskOperation, _ verb: String, _ path: String
  ) throws(SystemError) {
    switch ask(operation) {
    case .goOn, .goOnWith: return
    case .refuse(let code): throw SystemError(code: code, operation: verb, path: path)
    case .endAfter: throw end(verb, path)
    }
  }

  func end(_ verb: String, _ path: String) -> SystemError {
    hasEnded = true
    return SystemError(code: EIO, operation: verb, path: path)
  }

  /// Whether both are the same disk.
  public static func == (left: MemoryDisk, right: MemoryDisk) -> Bool { left === right }

  /// Hashes the disk's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// Decides what becomes of every change to a disk in memory.
public protocol DiskSupervisor: AnyObject {
  /// Called before the change.
  func verdict(on operation: DiskOperation) -> DiskVerdict
}

/// A change to a disk.
public enum DiskOperation: Hashable, Sendable {
  /// A line stored, as into a mapped page.
  case store(path: String, line: CacheLine)
  /// Bytes written.
  case write(path: String, bytes: [UInt8])
  /// A file's length changed.
  case truncate(path: String)
  /// A file synced.
  case sync(path: String)
  /// A file made.
  case create(path: String)
  /// A file put in the place of another.
  case rename(path: String)
  /// A file removed.
  case remove(path: String)
  /// A directory's entries synced.
  case syncDirectory
}

/// What becomes of a change to a disk.
public enum DiskVerdict: Hashable, Sendable {
  /// It happens.
  case goOn
  /// It happens with other bytes than those that were to be written.
  case goOnWith([UInt8])
  /// It is refused with this error number, and does not happen.
  case refuse(Int32)
  /// The process ends within it, after so many of its bytes, or of its words when it is a line; one that
  /// has neither does not happen.
  case endAfter(Int)
}
