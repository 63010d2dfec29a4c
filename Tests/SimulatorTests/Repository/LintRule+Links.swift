import TestSupport

/// Rules on Markdown.
extension LintRule {
  static let links = [relativeLinks]

  static let relativeLinks = LintRule("links within the repository lead somewhere") { file in
    guard file.isMarkdown else { return [] }
    return MarkdownText(file.text).links.compactMap { link in
      if isExternal(link.target) || leads(link.target, from: file) { return nil }
      return (link.line, "a link to \(link.target), which does not exist")
    }
  }

  private static func isExternal(_ target: String) -> Bool {
    ["http://", "https://", "mailto:"].contains { target.hasPrefix($0) }
  }

  private static func leads(_ target: String, from file: RepositoryFile) -> Bool {
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
    let path =
      parts[0].isEmpty ? file.path : folder.isEmpty ? "\(parts[0])" : "\(folder)/\(parts[0])"
    let absolute = "\(RepositoryRoot.path)/\(path)"
    guard parts.count == 2 else { return Directory.exists(absolute) || TextFile.exists(absolute) }
    let text = parts[0].isEmpty ? file.text : TextFile.read(absolute)
    return text.map { MarkdownText($0).anchors.contains(String(parts[1])) } ?? false
  }
}
