/// Reads just enough Markdown to find links and headings outside of code.
struct MarkdownText {
  /// One part of a text: a heading and what follows until the next one of any level.
  struct Section {
    let heading: String
    var lines: [String]

    /// How a link names the section: in lower case, without punctuation, hyphens for blanks.
    var anchor: String {
      heading.lowercased().reduce(into: "") { anchor, character in
        if character == " " { anchor += "-" }
        if character.isLetter || character.isNumber || "-_".contains(character) {
          anchor.append(character)
        }
      }
    }
  }

  /// Links `[text](target)` with their line, from 1.
  private(set) var links: [(line: Int, target: String)] = []
  /// The sections; the first has no heading.
  private(set) var sections = [Section(heading: "", lines: [])]

  init(_ text: String) {
    var isCode = false
    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") { isCode.toggle() }
      if isCode { continue }
      if line.hasPrefix("#") {
        let heading = line.drop { $0 == "#" }.drop { $0 == " " }
        sections.append(Section(heading: String(heading), lines: []))
      }
      sections[sections.count - 1].lines.append(String(line))
      links += Self.targets(in: line).map { (offset + 1, $0) }
    }
  }

  /// The anchors of all headings.
  var anchors: [String] { sections.dropFirst().map(\.anchor) }

  /// The targets of a line's links, leaving out what stands in `code`.
  private static func targets(in line: Substring) -> [String] {
    let pieces = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    let prose = pieces.map { $0.offset.isMultiple(of: 2) ? String($0.element) : "code" }.joined()
    return prose.split(separator: "](", omittingEmptySubsequences: false).dropFirst()
      .compactMap {
        $0.split(separator: ")", omittingEmptySubsequences: false).first.map(String.init)
      }
  }
}
