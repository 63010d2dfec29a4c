import Glibc

/// The variables that this process was started with.
enum ProcessEnvironment {
  /// The variable's value; nil when it is not set.
  static func value(of name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
