import JSONText
import Platform

/// Standard output for results of any length: buffered, and quiet about a reader that has gone.
///
/// Work that writes much asks after each piece whether to go on; `simulator schedule | head` ends at
/// once.
final class ResultOutput {
  private static let jsonBytesMax = 1 << 15

  private var output = TextOutput.standardOutput()
  private var failure: SystemError?

  /// Opens standard output; a closed pipe comes back as an answer from here on and ends nothing.
  init() throws {
    do {
      try Interruption.ignoreClosedOutput()
    } catch {
      throw CommandFailure(.internalError, "\(error)")
    }
  }

  /// Writes text; false when nobody reads any more.
  @discardableResult
  func write(_ text: String) -> Bool {
    write { output throws(SystemError) in try output.write(text) }
  }

  /// Writes what a JSON writer holds as soon as it is worth while; false when nobody reads any more.
  @discardableResult
  func write(_ json: inout JSONWriter) -> Bool {
    json.bytes.count < Self.jsonBytesMax || writeAll(&json)
  }

  /// Writes all that a JSON writer holds; false when nobody reads any more.
  @discardableResult
  func writeAll(_ json: inout JSONWriter) -> Bool {
    let bytes = json.drain()
    return write { output throws(SystemError) in try output.write(bytes) }
  }

  /// Writes what is still held back.
  ///
  /// - Throws: `CommandFailure` when something could not be written, be it now or before.
  func finish() throws {
    write { output throws(SystemError) in try output.flush() }
    if let failure {
      throw CommandFailure(.badData, "\(failure); make room or write to another place")
    }
  }

  @discardableResult
  private func write(_ body: (inout TextOutput) throws(SystemError) -> Void) -> Bool {
    guard failure == nil else { return false }
    do throws(SystemError) {
      try body(&output)
    } catch {
      failure = error
    }
    return failure == nil && !output.isClosed
  }
}
