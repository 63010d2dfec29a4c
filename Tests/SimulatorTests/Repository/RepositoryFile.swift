import TestSupport

/// One text file of the repository, as the lint rules see it.
struct RepositoryFile: Sendable, CustomStringConvertible {
  /// The path from the root, for example `Sources/Domain/Units/Price.swift`.
  let path: String
  /// The whole text.
  let text: String
  /// The text, line by line.
  let lines: [Substring]
  /// The same lines with comments and the contents of strings blanked, for Swift files; else empty.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    code = path.hasSuffix(".swift") ? SwiftCode.masked(text) : []
  }

  var isSwift: Bool { path.hasSuffix(".swift") }
  var isSource: Bool { isSwift && path.hasPrefix("Sources/") }
  var isMarkdown: Bool { path.hasSuffix(".md") }
  var description: String { path }

  /// The numbers, from 1, of the lines of `lines` that hold one of `words`.
  static func numbers(
    of lines: some Sequence<some StringProtocol>, holding words: [String]
  ) -> [(number: Int, word: String)] {
    lines.enumerated().flatMap { offset, line in
      words.filter { line.contains($0) }.map { (offset + 1, $0) }
    }
  }
}

extension RepositoryFile {
  /// The folders that hold what people wrote.
  private static let folders = ["Sources", "Tests", "Benchmarks", "Scripts", "docs", ".ci"]

  private static let textEndings = [
    ".swift", ".md", ".sh", ".json", ".modulemap", ".h", ".c", ".sql",
  ]

  /// All files that people wrote, in order of their paths.
  static let all: [RepositoryFile] = {
    let root = RepositoryRoot.path
    let top = Directory.entries(of: root).filter { !Directory.exists("\(root)/\($0)") }
    let written = top.filter(isText) + folders.flatMap { paths(below: $0) }
    return written.compactMap { path in
      TextFile.read("\(root)/\(path)").map { RepositoryFile(path: path, text: $0) }
    }
  }()

  private static func paths(below folder: String) -> [String] {
    Directory.entries(of: "\(RepositoryRoot.path)/\(folder)").flatMap { name in
      let path = "\(folder)/\(name)"
      if Directory.exists("\(RepositoryRoot.path)/\(path)") { return paths(below: path) }
      return isText(path) ? [path] : []
    }
  }

  /// Files without an ending are scripts, or files like `Makefile`.
  private static func isText(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return !name.contains(".") || textEndings.contains { name.hasSuffix($0) }
  }
}
