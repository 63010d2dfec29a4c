import Glibc
import TestSupport

/// The lines of a file.
enum TextLines {
  static func read(_ path: String) -> [String]? {
    TextFile.read(path)?.split(separator: "\n").map(String.init)
  }
}

/// Variables of this process.
enum Environment {
  static func value(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
