/// Rules on how long and how clean files are.
extension LintRule {
  static let shape = [fileLength, functionLength, holdsCode, whitespace]

  static let linesPerFileMax = 400
  static let linesPerFunctionMax = 50

  static let fileLength = LintRule("Swift files have at most 400 lines") { file in
    let count = file.text.hasSuffix("\n") ? file.lines.count - 1 : file.lines.count
    guard file.isSwift, count > linesPerFileMax else { return [] }
    return [(count, "\(count) lines, at most \(linesPerFileMax) are read at once")]
  }

  static let functionLength = LintRule("functions have at most 50 lines") { file in
    SwiftFunction.all(in: file.code).filter { $0.length > linesPerFunctionMax }.map {
      ($0.line, "a function of \($0.length) lines, at most \(linesPerFunctionMax)")
    }
  }

  static let holdsCode = LintRule("Swift files hold code") { file in
    guard file.isSwift, file.code.allSatisfy({ $0.allSatisfy { $0 == " " } }) else { return [] }
    return [(1, "nothing but comments")]
  }

  static let whitespace = LintRule("no tabs, no blanks at the end of lines, a last line end") {
    file in
    let isMakefile = file.path.hasSuffix("Makefile")
    let lines = file.lines.enumerated().compactMap {
      offset, line -> (line: Int, message: String)? in
      if line.contains("\t"), !isMakefile { return (offset + 1, "a tab") }
      if line.last?.isWhitespace == true { return (offset + 1, "blanks at the end") }
      return nil
    }
    let isEnded = file.text.isEmpty || file.text.hasSuffix("\n") && !file.text.hasSuffix("\n\n")
    return isEnded ? lines : lines + [(file.lines.count, "not one line end at the end")]
  }
}
