internal import Glibc

/// A thread of the operating system that runs one function.
///
/// For work that blocks: it never occupies one of the threads that Swift's tasks share.
public struct OSThread: ~Copyable {
  private let handle: pthread_t

  /// Starts a thread that runs `body` and ends.
  ///
  /// - Throws: `SystemError` when the system gives no further thread.
  public init(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    let box = unsafe Unmanaged.passRetained(Body(body))
    var created = pthread_t()
    let code = unsafe pthread_create(
      &created, nil,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      }, box.toOpaque())
    guard code == 0 else {
      unsafe box.release()
      throw SystemError(code: code, operation: "start a thread")
    }
    handle = created
  }

  /// Waits until the thread has ended.
  public consuming func join() {
    let code = pthread_join(handle, nil)
    precondition(code == 0, "a thread is joined twice")
  }

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
