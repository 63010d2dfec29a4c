import Platform
import TestSupport
import Testing

@testable import Replay

/// Files of one test, removed with their owner.
final class Recording {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// The path of a file.
  func path(_ name: String) -> String { directory.file(name) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ text: String, as name: String = "a_message.csv") throws -> String {
    try TextFile.write(text, to: path(name))
    return path(name)
  }

  /// Makes a recording of random flow with a book file: paths of both.
  func generate(
    seed: UInt64, _ count: UInt64, after unrecorded: UInt64 = 0, visibleOnly: Bool = false,
    levels: Int = 10
  ) throws -> (messages: String, book: String) {
    let paths = (messages: path("\(seed)_message.csv"), book: path("\(seed)_book.csv"))
    var generator = try LobsterGenerator(seed: seed, messages: paths.messages, book: paths.book)
    generator.recordsOnlyVisible = visibleOnly
    generator.levels = levels
    generator.restingAim = 600
    try generator.write(count, after: unrecorded)
    return paths
  }

  /// Replays messages, perhaps with a book, on the engine.
  @discardableResult
  func replay(
    _ messages: String, book: String? = nil, skipsBad: Bool = false, convertTo: String? = nil
  ) throws -> ReplayReport {
    var options = ReplayOptions(path: messages)
    options.bookPath = book
    options.skipsBad = skipsBad
    options.conversionPath = convertTo
    return try Replay(options).onEmbedded()
  }

  /// Replays the text of a message file, perhaps with that of a book.
  func replay(text: String, book: String? = nil, skipsBad: Bool = false) throws -> ReplayReport {
    try replay(
      try write(text), book: try book.map { try write($0, as: "a_book.csv") },
      skipsBad: skipsBad)
  }

  /// The error of replaying such texts, its paths cut down to names.
  func error(of text: String, book: String? = nil, skipsBad: Bool = false) throws -> String {
    let error = #expect(throws: FlowError.self) {
      try replay(text: text, book: book, skipsBad: skipsBad)
    }
    return error?.description.replacing("\(directory.path)/", with: "") ?? ""
  }
}
