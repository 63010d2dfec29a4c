import Platform

/// A file that a command was asked to write; found to be writable before the work begins.
struct OutputFile: Equatable {
  /// The option that names it, with dashes.
  let option: String
  /// Where it is, symbolic links followed.
  let path: String

  /// Tries whether the file can be written, without changing it.
  ///
  /// - Throws: `CommandFailure` that says why not.
  init(option: String, path given: String) throws(CommandFailure) {
    self.option = option
    path = FileSystem.resolved(given) ?? given
    if FileSystem.exists(path) && !FileSystem.isRegularFile(path) {
      throw CommandFailure(
        .badData, "\(option): \(given) is no file that can be replaced; name one")
    }
    let trial = "\(path).tmp\(ProcessIdentity.pid)"
    do {
      _ = try File(path: trial, mode: .readWriteCreate)
      try FileSystem.remove(trial)
    } catch {
      throw CommandFailure(
        .badData,
        "\(option): cannot write \(given): \(error); name a file in a folder that can be written")
    }
  }

  /// Replaces the file as a whole.
  ///
  /// - Throws: `CommandFailure` when there is no room, or the folder is gone.
  func write(_ text: String) throws(CommandFailure) {
    do {
      try File.writeAtomically(path: path, Array(text.utf8), isDurable: false)
    } catch {
      throw failure(error)
    }
  }

  /// Replaces the file as a whole by what `body` hands out piece by piece; bounded memory.
  func write(_ body: (inout OutputPieces) throws -> Void) throws {
    let temporary = "\(path).tmp\(ProcessIdentity.pid)"
    do {
      var pieces = try OutputPieces(path: temporary)
      try body(&pieces)
      try pieces.flush()
      try FileSystem.rename(temporary, to: path)
    } catch {
      try? FileSystem.remove(temporary)
      if let error = error as? SystemError { throw failure(error) }
      throw error
    }
  }

  private func failure(_ error: SystemError) -> CommandFailure {
    CommandFailure(.badData, "\(option): \(error); make room or name another file")
  }
}

/// Text that goes into a new file in pieces.
struct OutputPieces: ~Copyable {
  private static let bytesMax = 1 << 16

  private let file: File
  private var offset: Int64 = 0
  private var bytes: [UInt8] = []

  fileprivate init(path: String) throws(SystemError) {
    let opened = try File(path: path, mode: .readWriteCreate)
    try opened.truncate(to: 0)
    file = opened
    bytes.reserveCapacity(Self.bytesMax + 4096)
  }

  /// Appends text.
  mutating func write(_ text: String) throws(SystemError) {
    bytes.append(contentsOf: text.utf8)
    if bytes.count > Self.bytesMax { try flush() }
  }

  fileprivate mutating func flush() throws(SystemError) {
    try file.write(bytes, at: offset)
    offset += Int64(bytes.count)
    bytes.removeAll(keepingCapacity: true)
  }
}
