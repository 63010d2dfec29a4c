/// Where the sources of this package stand.
public enum RepositoryRoot {
  /// The absolute path of the folder that holds `Package.swift`.
  public static let path: String = {
    let parts = "\(#filePath)".split(separator: "/").dropLast(4)
    return "/" + parts.joined(separator: "/")
  }()
}
