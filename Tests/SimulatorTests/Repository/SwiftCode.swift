/// Reads just enough Swift to tell code from comments and strings, and to find functions.
///
/// The reader walks over the text once, with a stack of what it is inside of: code, a string with its
/// number of `#`, or a comment with its depth. An interpolation pushes code on top of its string, with
/// the number of open parentheses, and pops with its closing one.
struct SwiftCode {
  private enum Place: Equatable {
    case code(parentheses: Int)
    case string(hashes: Int, isMultiline: Bool)
    case lineComment
    case blockComment(depth: Int)
  }

  private let characters: [Character]
  private var position = 0
  private var places: [Place] = [.code(parentheses: 0)]
  private var output: [Character] = []

  private init(_ text: String) { characters = Array(text) }

  /// The lines of `text` with comments and the contents of strings replaced by blanks.
  static func masked(_ text: String) -> [String] {
    var reader = SwiftCode(text)
    while reader.position < reader.characters.count { reader.step() }
    return String(reader.output).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  private mutating func step() {
    guard let place = places.last else { preconditionFailure("outside of everything") }
    switch place {
    case .code(let parentheses): stepInCode(parentheses)
    case .string(let hashes, let isMultiline): stepInString(hashes, isMultiline)
    case .lineComment:
      if characters[position] == "\n" { places.removeLast() }
      blank(1)
    case .blockComment(let depth): stepInBlockComment(depth)
    }
  }

  private mutating func stepInCode(_ parentheses: Int) {
    if isNext("//") { return enter(.lineComment, blanking: 2) }
    if isNext("/*") { return enter(.blockComment(depth: 1), blanking: 2) }
    let hashes = characters[position...].prefix { $0 == "#" }.count
    let behind = position + hashes
    if behind < characters.count, characters[behind] == "\"" {
      let isMultiline = characters[behind...].prefix(3).elementsEqual("\"\"\"")
      let quotes = isMultiline ? 3 : 1
      return enter(.string(hashes: hashes, isMultiline: isMultiline), copying: hashes + quotes)
    }
    copy(1)
    guard places.count > 1 else { return }
    let change = output.last == "(" ? 1 : output.last == ")" ? -1 : 0
    places[places.count - 1] = .code(parentheses: parentheses + change)
    guard parentheses + change == 0, change == -1 else { return }
    places.removeLast()
    output[output.count - 1] = " "
  }

  private mutating func stepInString(_ hashes: Int, _ isMultiline: Bool) {
    let marks = String(repeating: "#", count: hashes)
    let end = (isMultiline ? "\"\"\"" : "\"") + marks
    if isNext(end) {
      places.removeLast()
      copy(end.count)
    } else if isNext("\\\(marks)(") {
      enter(.code(parentheses: 1), blanking: marks.count + 2)
    } else if isNext("\\\(marks)") {
      blank(marks.count + 2)
    } else {
      if characters[position] == "\n", !isMultiline { places.removeLast() }
      blank(1)
    }
  }

  private mutating func stepInBlockComment(_ depth: Int) {
    if isNext("/*") {
      places[places.count - 1] = .blockComment(depth: depth + 1)
      blank(2)
    } else if isNext("*/") {
      places.removeLast()
      if depth > 1 { places.append(.blockComment(depth: depth - 1)) }
      blank(2)
    } else {
      blank(1)
    }
  }

  private func isNext(_ text: String) -> Bool { characters[position...].starts(with: text) }

  private mutating func enter(_ place: Place, blanking count: Int) {
    places.append(place)
    blank(count)
  }

  private mutating func enter(_ place: Place, copying count: Int) {
    places.append(place)
    copy(count)
  }

  private mutating func copy(_ count: Int) {
    output += characters[position...].prefix(count)
    position = min(position + count, characters.count)
  }

  private mutating func blank(_ count: Int) {
    output += characters[position...].prefix(count).map { $0 == "\n" ? $0 : " " }
    position = min(position + count, characters.count)
  }
}
