internal import Glibc

/// What a thread says on standard error when a broken invariant ends the process within its work: the
/// only thing that tells which of many pieces of work it was.
///
/// The handler only writes bytes that were laid ready before, puts back what was there before it, and
/// returns: the trap comes again, with the report that it would have had.
public enum LastWords {
  /// Signals that traps come with.
  private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE]
  private static let byteCountMax = 1024

  /// Where a thread finds its words: eight bytes of length, then the text.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let code = unsafe pthread_key_create(&key) { unsafe free($0) }
    precondition(code == 0, "the system gives no further key")
    return key
  }()

  private nonisolated(unsafe) static let former: UnsafeMutablePointer<sigaction> = {
    let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    unsafe actions.initialize(repeating: sigaction(), count: 65)
    return unsafe actions
  }()

  /// Makes traps say the words of their thread, for the rest of the process's life.
  public static func install() {
    _ = (key, unsafe former)
    for signal in signals {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { LastWords.speak($0) }
      action.sa_flags = SA_ONSTACK
      _ = unsafe sigaction(signal, &action, former + Int(signal))
    }
  }

  /// Lays ready what this thread says if it traps.
  public static func set(_ text: String) {
    var place = unsafe pthread_getspecific(key)
    if unsafe place == nil {
      unsafe place = malloc(8 + byteCountMax)
      _ = unsafe pthread_setspecific(key, place)
    }
    guard let place = unsafe place else { return }
    var count = 0
    for byte in text.utf8.prefix(byteCountMax) {
      unsafe place.storeBytes(of: byte, toByteOffset: 8 + count, as: UInt8.self)
      count += 1
    }
    unsafe place.storeBytes(of: count, as: Int.self)
  }

  /// Runs in the handler.
  private static func speak(_ signal: Int32) {
    if let place = unsafe pthread_getspecific(key) {
      _ = unsafe write(2, place + 8, place.load(as: Int.self))
    }
    _ = unsafe sigaction(signal, former + Int(signal), nil)
  }
}
