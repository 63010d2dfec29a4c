internal import CPrefetch

/// What keeps the compiler from putting values by.
enum Barrier {
  /// Has the compiler read a value's parts again when they are needed, instead of keeping on the stack what
  /// was read before; nothing happens when the program runs. The pointer is not kept.
  @inline(__always)
  static func forget<Value>(_ value: inout Value) {
    unsafe withUnsafeMutablePointer(to: &value) { unsafe c_forget($0) }
  }
}
