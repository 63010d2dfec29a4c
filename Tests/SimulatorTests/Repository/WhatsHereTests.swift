import TestSupport
import Testing

@Suite("docs/whats-here.md walks through every folder")
struct WhatsHereTests {
  private let named: Set<String>

  init() throws {
    let text = try #require(TextFile.read("\(RepositoryRoot.path)/docs/whats-here.md"))
    named = Self.paths(in: text)
  }

  @Test("every folder is named")
  func complete() {
    let folders = ["Sources", "Tests", "Scripts", "docs", "Benchmarks"].filter {
      Directory.exists("\(RepositoryRoot.path)/\($0)")
    }
    let missing = folders.flatMap(Self.folders(from:)).filter { !named.contains("\($0)/") }
    #expect(missing == [])
  }

  @Test("every folder and file that is named exists")
  func truthful() {
    let invented = named.filter { path in
      let absolute = "\(RepositoryRoot.path)/\(path)"
      return path.hasSuffix("/") ? !Directory.exists(absolute) : !TextFile.exists(absolute)
    }
    #expect(invented.sorted() == [])
  }

  /// `path` and all folders below it, except those that hold no file and no folder.
  private static func folders(from path: String) -> [String] {
    let inside = Directory.entries(of: "\(RepositoryRoot.path)/\(path)").map { "\(path)/\($0)" }
    let below = inside.filter { Directory.exists("\(RepositoryRoot.path)/\($0)") }
    return inside.isEmpty ? [] : [path] + below.flatMap(folders(from:))
  }

  /// What stands in code and looks like a path of the repository.
  private static func paths(in text: String) -> Set<String> {
    let code = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }
    let tops = ["Sources/", "Tests/", "Scripts/", "docs/", "Benchmarks/"]
    return Set(
      code.map { String($0.element) }.filter { part in tops.contains { part.hasPrefix($0) } })
  }
}
