internal import Glibc

/// The processors that the system may run threads on.
public enum ProcessorCount {
  /// How many are online, at least 1.
  public static var online: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

/// How the system weighs the calling thread against others.
public enum ThreadPriority {
  /// Lets every other thread go first; no effect where the system refuses.
  public static func lowest() { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19) }
}
