/// Threads that are started one by one and waited for together.
public struct ThreadGroup: ~Copyable {
  private var first: Link?

  private final class Link {
    var thread: OSThread?
    var next: Link?

    init(_ thread: consuming OSThread, _ next: Link?) {
      self.thread = consume thread
      self.next = next
    }
  }

  /// No threads.
  public init() {}

  /// Starts one more thread.
  ///
  /// - Throws: `SystemError` when the system gives no further thread.
  public mutating func start(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    first = Link(try OSThread(body), first)
  }

  /// Waits until all have ended.
  public mutating func joinAll() {
    while let link = first {
      link.thread.take()?.join()
      first = link.next
    }
  }
}
