import Platform

/// A file that is written from its start in large pieces.
///
/// What the system refuses is remembered; nothing is written from there on, and `finish` throws it.
final class BufferedFile {
  private let file: File
  private var buffer: [UInt8] = []
  private var written: Int64 = 0
  /// What the system refused first.
  private(set) var failure: SystemError?

  private static let byteCount = 1 << 20

  /// Makes the file, or empties it.
  init(path: String) throws(SystemError) {
    file = try File(path: path, mode: .readWriteCreate)
    try file.truncate(to: 0)
    buffer.reserveCapacity(Self.byteCount + 4096)
  }

  /// Appends text.
  func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > Self.byteCount { flush() }
  }

  /// Appends one byte.
  @inline(__always)
  func write(byte: UInt8) { buffer.append(byte) }

  /// Appends a whole number, and a byte behind it.
  func write(_ number: Int64, then end: UInt8) {
    write(number)
    write(byte: end)
  }

  /// Appends a whole number.
  func write(_ number: Int64) {
    if number < 0 { write(byte: Byte.minus) }
    write(digits: number.magnitude, atLeast: 1)
    if buffer.count > Self.byteCount { flush() }
  }

  /// Appends `units` x 10^-`places`, with all places, and a byte behind it. Not negative.
  func write(decimal units: Int64, places: Int, then end: UInt8) {
    let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: Digits.power(places))
    write(digits: whole, atLeast: 1)
    write(byte: Byte.point)
    write(digits: rest, atLeast: places)
    write(byte: end)
  }

  /// Writes what is held back.
  func finish() throws(SystemError) {
    flush()
    if let failure { throw failure }
  }

  private func write(digits number: UInt64, atLeast count: Int) {
    let start = buffer.count
    var rest = number
    var written = 0
    while rest > 0 || written < count {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
      written += 1
    }
    buffer[start...].reverse()
  }

  private func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard failure == nil else { return }
    do throws(SystemError) {
      try file.write(buffer, at: written)
    } catch {
      failure = error
    }
    written += Int64(buffer.count)
  }
}
