import Glibc

/// The program under test, as it was built together with the tests.
public enum SimulatorBinary {
  /// The absolute path of the executable `simulator`, which stands beside the test bundle.
  public static let path: String = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    precondition(count > 0, "the path of the test bundle cannot be read")
    let bundle = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return bundle.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/simulator"
  }()
}
