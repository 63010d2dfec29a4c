/// Turns compressed bytes into plain ones, piece by piece.
protocol StreamDecoder: AnyObject {
  /// What one step did.
  typealias Step = (consumed: Int, produced: Int)

  /// Decodes from `source` into `target` until one of them is used up.
  func decode(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) throws(StreamError) -> Step

  /// Whether the data may end here: between two members, not within one.
  var isAtBoundary: Bool { get }
}
