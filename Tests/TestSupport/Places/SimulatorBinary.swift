import Platform

/// The program under test, as it was built together with the tests.
public enum SimulatorBinary {
  /// The absolute path of the executable `simulator`, which stands beside the test bundle.
  public static let path: String = {
    guard let bundle = ProcessIdentity.executablePath else {
      preconditionFailure("the path of the test bundle cannot be read")
    }
    return FileSystem.parent(of: bundle) + "/simulator"
  }()
}
