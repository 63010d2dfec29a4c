internal import Glibc
internal import Synchronization

/// Starts a process with a clean slate: only the descriptors 0, 1 and 2, default signal handling,
/// no blocked signals.
public struct ProcessSpawner {
  /// Where a standard descriptor of the child comes from.
  public enum Source: Sendable {
    /// A copy of a descriptor that is open here.
    case descriptor(Int32)
    /// What the child opens for reading and writing.
    case path(String)
  }

  let executable: String
  let arguments: [String]
  let environment: [String: String]
  let workingDirectory: String?
  let sources: [Source]
  let isSessionLeader: Bool

  /// Held while a descriptor exists that is not yet marked as closed in children, and while a child
  /// is made: otherwise one child would hold the end of another one's pipe open.
  static let inheritance = Mutex<Void>(())

  /// The words to start; `env` changes the directory and then becomes the program.
  private var commandLine: [String] {
    let words = [executable] + arguments
    return workingDirectory.map { ["/usr/bin/env", "-C", $0] + words } ?? words
  }

  /// Describes a process to start.
  ///
  /// - Parameters:
  ///   - environment: all variables of the child; it inherits none.
  ///   - workingDirectory: nil for that of this process.
  ///   - sources: standard input, output and error, in this order.
  ///   - isSessionLeader: whether it leads a session of its own; a terminal that it then opens
  ///     controls it.
  public init(
    executable: String, arguments: [String], environment: [String: String],
    workingDirectory: String?, sources: [Source], isSessionLeader: Bool
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.sources = sources
    self.isSessionLeader = isSessionLeader
  }

  /// Starts it and gives its process id.
  ///
  /// - Throws: `ProcessError.system` when it cannot be started.
  public func spawn() throws(ProcessError) -> Int32 {
    // A child that is gone must show as an error of write, not end this process.
    _ = signal(SIGPIPE, SIG_IGN)
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe add(to: &actions)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    set(&attributes)
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let words = commandLine
    let argumentList = unsafe CStrings(words)
    let variableList = unsafe CStrings(variables)
    var process: pid_t = 0
    let code = Self.inheritance.withLock { _ in
      unsafe posix_spawn(
        &process, words[0], &actions, &attributes, argumentList.pointers, variableList.pointers)
    }
    guard code == 0 else { throw .system(call: "posix_spawn \(executable)", errno: code) }
    return process
  }

  private func add(to actions: inout posix_spawn_file_actions_t) {
    for (number, source) in sources.enumerated() {
      switch source {
      case .descriptor(let descriptor):
        unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
      case .path(let path):
        unsafe posix_spawn_file_actions_addopen(&actions, Int32(number), path, O_RDWR, 0)
      }
    }
  }

  private func set(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    let session: Int32 = isSessionLeader ? 0x80 : 0  // POSIX_SPAWN_SETSID, a GNU extension
    let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | session
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
  }
}

/// C strings in a null-terminated list, freed with it.
@unsafe private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    unsafe count = strings.count
    unsafe pointers = .allocate(capacity: strings.count + 1)
    for (index, string) in strings.enumerated() { unsafe pointers[index] = unsafe strdup(string) }
    unsafe pointers[strings.count] = nil
  }

  deinit {
    for index in unsafe 0..<count { unsafe free(pointers[index]) }
    unsafe pointers.deallocate()
  }
}
