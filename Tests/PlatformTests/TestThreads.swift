import Glibc

/// Runs `body` on a thread of its own, which nobody waits for.
func startThread(_ body: @escaping @Sendable () -> Void) {
  let box = unsafe Unmanaged.passRetained(ThreadBody(run: body))
  var thread = pthread_t()
  let code = unsafe pthread_create(
    &thread, nil,
    { argument in
      unsafe Unmanaged<ThreadBody>.fromOpaque(argument!).takeRetainedValue().run()
      return nil
    }, box.toOpaque())
  precondition(code == 0)
  pthread_detach(thread)
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

/// A pipe whose ends the caller closes.
func makePipe() -> (read: Int32, write: Int32) {
  var ends: [Int32] = [-1, -1]
  let code = unsafe pipe(&ends)
  precondition(code == 0)
  return (ends[0], ends[1])
}

/// Writes text to a descriptor.
func send(_ text: String, to descriptor: Int32) {
  let bytes = Array(text.utf8)
  let count = unsafe write(descriptor, bytes, bytes.count)
  precondition(count == bytes.count)
}
