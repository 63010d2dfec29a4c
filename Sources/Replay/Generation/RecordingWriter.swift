import Domain
import Platform

/// Writes rows of LOBSTER message and order-book files, prices in ticks of a cent.
struct RecordingWriter {
  /// Whether rows are written, or only counted.
  var isRecording = true
  /// Number of messages.
  var count: UInt64 = 0
  private let messages: BufferedFile
  private let book: BufferedFile?

  init(messages: String, book: String?) throws(SystemError) {
    self.messages = try BufferedFile(path: messages)
    self.book = try book.map { path throws(SystemError) in try BufferedFile(path: path) }
  }

  /// Whether rows of the book are wanted now.
  var hasBook: Bool { isRecording && book != nil }

  /// Writes a message.
  mutating func write(_ message: LobsterMessage) {
    count += 1
    guard isRecording else { return }
    let price = message.kind == .halt ? message.price : message.price * 100
    let direction = message.side == .bid ? 1 : -1
    messages.write(decimal: message.time, places: 9, then: Byte.comma)
    messages.write(Int64(message.kind.rawValue), then: Byte.comma)
    messages.write(Int64(message.order), then: Byte.comma)
    messages.write(message.size, then: Byte.comma)
    messages.write(price, then: Byte.comma)
    messages.write(Int64(direction), then: Byte.lineFeed)
  }

  /// Writes the book after a message; levels that do not exist are filled up as in recordings.
  func write(asks: [BookLevel], bids: [BookLevel], levels: Int) {
    guard let book else { return }
    for place in 0..<levels {
      write(place < asks.count ? asks[place] : nil, empty: 9_999_999_999, to: book)
      book.write(byte: Byte.comma)
      write(place < bids.count ? bids[place] : nil, empty: -9_999_999_999, to: book)
      book.write(byte: place == levels - 1 ? Byte.lineFeed : Byte.comma)
    }
  }

  /// Writes what is held back.
  func finish() throws(SystemError) {
    try messages.finish()
    try book?.finish()
  }

  private func write(_ level: BookLevel?, empty: Int64, to book: BufferedFile) {
    book.write(level.map { $0.price * 100 } ?? empty, then: Byte.comma)
    book.write(level?.size ?? 0)
  }
}
