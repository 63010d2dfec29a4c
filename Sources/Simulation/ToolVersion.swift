/// The version of this program, as `simulator version` prints it and records name it.
public enum ToolVersion {
  /// Major, minor and patch.
  public static let current = "0.1.0"
}
