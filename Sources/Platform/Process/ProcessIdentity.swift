internal import Glibc

/// This process, and others of the machine.
public enum ProcessIdentity {
  /// The number of this process.
  public static var pid: Int32 { getpid() }

  /// The absolute path of the program that runs in this process; nil where `/proc` does not tell.
  public static var executablePath: String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Memory held now, in bytes; nil where `/proc` does not tell.
  public static var residentBytes: Int64? { statusBytes("VmRSS:") }

  /// The most memory ever held, in bytes; nil where `/proc` does not tell.
  public static var residentBytesPeak: Int64? { statusBytes("VmHWM:") }

  /// Whether a process of this number exists, whoever owns it.
  public static func hostHasProcess(_ pid: Int32) -> Bool {
    pid > 0 && (kill(pid, 0) == 0 || errno == EPERM)
  }

  /// A line such as `VmRSS:      5120 kB` of the process's status.
  private static func statusBytes(_ field: String) -> Int64? {
    guard let bytes = try? File.read(path: "/proc/self/status") else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix(field) }) else { return nil }
    let words = line.split { $0 == " " || $0 == "\t" }
    guard words.count == 3, let kilobytes = Int64(words[1]) else { return nil }
    return kilobytes * 1024
  }
}
