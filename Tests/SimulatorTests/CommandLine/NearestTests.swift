import Testing

@testable import Simulator

@Suite("Guessing what a mistyped word stands for")
struct NearestTests {
  @Test(
    "mistakes are counted",
    arguments: [
      ("", "", 0), ("abc", "abc", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abd", 1),
      ("abc", "acb", 1), ("abc", "ab", 1), ("ab", "abc", 1), ("kitten", "sitting", 3),
      ("ca", "abc", 3),
    ])
  func mistakes(first: String, second: String, count: Int) {
    #expect(Nearest.mistakes(between: first, and: second) == count)
    #expect(Nearest.mistakes(between: second, and: first) == count)
  }

  @Test(
    "the nearest word, or none",
    arguments: [
      ("rum", "run"), ("runz", "run"), ("resmue", "resume"), ("sched", "schedule"), ("xyz", nil),
      ("", nil), ("r", nil), ("b", "bench"),
    ] as [(String, String?)])
  func nearest(word: String, expected: String?) {
    let candidates = ["run", "runs", "resume", "schedule", "bench"]
    #expect(Nearest.word(to: word, among: candidates) == expected)
  }
}
