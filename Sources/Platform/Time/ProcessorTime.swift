internal import Glibc

/// How long this thread was executed by a processor, whatever else the machine did meanwhile.
public enum ProcessorTime {
  /// Nanoseconds of processor time of the calling thread since its start, in the program and in the
  /// system on its behalf. Enters the kernel.
  public static var ofThisThread: TimeSpan {
    var time = timespec()
    let result = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    precondition(result == 0, "the system does not count processor time")
    return TimeSpan(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }
}
