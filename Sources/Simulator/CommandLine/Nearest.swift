/// Finds the known word that a mistyped one most likely stands for.
enum Nearest {
  /// The candidate with the fewest typing mistakes, the earliest of equals; nil when none is near.
  ///
  /// Near means at most one mistake for every three letters of the longer word, or that the word is
  /// how exactly one candidate begins.
  static func word(to word: String, among candidates: [String]) -> String? {
    guard !word.isEmpty else { return nil }
    var best: (candidate: String, mistakes: Int)?
    for candidate in candidates {
      let mistakes = mistakes(between: word, and: candidate)
      let allowed = max(word.count, candidate.count) / 3
      guard mistakes <= allowed, mistakes < best?.mistakes ?? .max else { continue }
      best = (candidate, mistakes)
    }
    if let best { return best.candidate }
    let longer = candidates.filter { $0.hasPrefix(word) }
    return longer.count == 1 ? longer[0] : nil
  }

  /// Letters to insert, drop, replace or swap with their neighbour to turn one word into the other.
  ///
  /// The optimal string alignment distance, in time and memory of the product of both lengths.
  static func mistakes(between first: String, and second: String) -> Int {
    let first = Array(first.utf8)
    let second = Array(second.utf8)
    var rows = [Array(0...second.count)]
    for i in first.indices {
      var row = [i + 1]
      for j in second.indices {
        let replaced = rows[i][j] + (first[i] == second[j] ? 0 : 1)
        var fewest = min(replaced, rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          fewest = min(fewest, rows[i - 1][j - 1] + 1)
        }
        row.append(fewest)
      }
      rows.append(row)
    }
    return rows[first.count][second.count]
  }
}
