/// Where files are kept: the system's directories, or a disk in memory that can be made to fail.
///
/// What a program keeps must survive its end and the machine's; on a disk in memory that can be tried
/// thousands of times a second. Both kinds answer the same calls with the same errors.
public struct Volume: Hashable, Sendable {
  /// The disk in memory; nil for the system's directories.
  public let disk: MemoryDisk?

  /// The system's directories.
  public static let system = Volume(disk: nil)

  /// A disk in memory.
  public init(_ disk: MemoryDisk) { self.init(disk: disk) }

  private init(disk: MemoryDisk?) { self.disk = disk }

  /// Opens a file, as `File.init(path:mode:)`.
  public func open(_ path: String, _ mode: File.Mode) throws(SystemError) -> VolumeFile {
    if let disk { return VolumeFile(try disk.open(path, mode)) }
    return VolumeFile(try File(path: path, mode: mode))
  }

  /// Whether there is a file at `path`.
  public func exists(_ path: String) -> Bool {
    disk?.exists(path) ?? FileSystem.exists(path)
  }

  /// The whole content of the file at `path`.
  public func read(_ path: String) throws(SystemError) -> [UInt8] {
    guard let disk else { return try File.read(path: path) }
    return try disk.open(path, .read).bytes
  }

  /// The names in a directory, sorted.
  public func list(_ path: String) throws(SystemError) -> [String] {
    guard let disk else { return try FileSystem.list(path) }
    return disk.list(path)
  }

  /// Removes a file.
  public func remove(_ path: String) throws(SystemError) {
    guard let disk else { return try FileSystem.remove(path) }
    try disk.remove(path)
  }

  /// Replaces the file at `path` as a whole, as `File.writeAtomically`.
  public func writeAtomically(
    _ path: String, _ bytes: [UInt8], isDurable: Bool = true
  ) throws(SystemError) {
    guard let disk else {
      return try File.writeAtomically(path: path, bytes, isDurable: isDurable)
    }
    try disk.writeAtomically(path, bytes, isDurable: isDurable)
  }

  /// Carries the entries of a directory to stable storage.
  public func syncDirectory(_ path: String) throws(SystemError) {
    guard let disk else { return try FileSystem.syncDirectory(path) }
    try disk.syncDirectory(path)
  }
}
