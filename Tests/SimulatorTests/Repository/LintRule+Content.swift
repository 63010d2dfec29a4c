/// Rules on what files may hold. The words are taken apart here, so that this file keeps them too.
extension LintRule {
  static let content = [leftovers, machinePaths, traps, printing, foundation, pointers]

  static let leftovers = LintRule("no notes about work left to do") { file in
    let words = ["TO" + "DO", "FIX" + "ME"]
    return RepositoryFile.numbers(of: file.lines, holding: words).map {
      ($0.number, "a note to oneself: \($0.word)")
    }
  }

  static let machinePaths = LintRule("no paths of one machine") { file in
    let words = ["/wo" + "rk/", "/tmp" + "/h/", "/ho" + "me/", "/ro" + "ot/"]
    return RepositoryFile.numbers(of: file.lines, holding: words).map {
      ($0.number, "a path of one machine: \($0.word)")
    }
  }

  static let traps = LintRule("no traps that hide an error") { file in
    guard file.isSource else { return [] }
    let words = ["fatal" + "Error(", "try" + "! ", "as" + "! "]
    return RepositoryFile.numbers(of: file.code, holding: words).map {
      ($0.number, "\($0.word): throw, or state the invariant with a precondition")
    }
  }

  static let printing = LintRule("only the terminal's room prints") { file in
    let rooms = ["Sources/Simulator/Terminal/", "Sources/Platform/Console/"]
    guard file.isSource, !rooms.contains(where: file.path.hasPrefix) else { return [] }
    let words = ["print" + "(", "debug" + "Print(", "du" + "mp("]
    return file.code.enumerated().compactMap { offset, line in
      let isCall = words.contains { word in
        line.ranges(of: word).contains { range in
          let before = line[..<range.lowerBound].last
          return before.map { $0.isLetter || $0 == "." || $0 == "_" } != true
        }
      }
      return isCall ? (offset + 1, "prints past the terminal's room") : nil
    }
  }

  static let foundation = LintRule("no Foundation in the program") { file in
    guard file.isSource else { return [] }
    return RepositoryFile.numbers(of: file.code, holding: ["import Foundation"]).map {
      ($0.number, "imports Foundation")
    }
  }

  static let pointers = LintRule("pointers stay in their rooms") { file in
    let rooms = [
      "Sources/Matching/Storage/", "Sources/MatchingC/", "Sources/Journal/", "Sources/Platform/",
      "Sources/PostgreSQL/",
    ]
    guard file.isSource, !rooms.contains(where: file.path.hasPrefix) else { return [] }
    return RepositoryFile.numbers(of: file.code, holding: ["Unsafe"]).map {
      ($0.number, "a pointer outside of \(rooms.joined(separator: ", "))")
    }
  }
}
