import Testing

@testable import Simulator

@Suite("Bars")
struct BarTests {
  @Test(
    "what is used is filled, down to an eighth of a column",
    arguments: [
      (0, 100, "░░░░"), (100, 100, "████"), (50, 100, "██░░"), (1, 32, "▏░░░"), (31, 32, "███▉"),
      (99, 100, "███▉"), (1, 100, "░░░░"), (200, 100, "████"), (0, 0, "░░░░"),
      (UInt64.max - 1, UInt64.max, "███▉"), (UInt64.max, UInt64.max, "████"),
    ] as [(UInt64, UInt64, String)])
  func unicode(part: UInt64, whole: UInt64, expected: String) {
    #expect(Bar(columns: 4, characters: .unicode).text(part: part, of: whole) == expected)
  }

  @Test(
    "whole columns where there are no blocks",
    arguments: [(0, 4, "...."), (1, 4, "#..."), (3, 5, "##.."), (4, 4, "####")]
      as [(UInt64, UInt64, String)])
  func ascii(part: UInt64, whole: UInt64, expected: String) {
    #expect(Bar(columns: 4, characters: .ascii).text(part: part, of: whole) == expected)
  }

  @Test(
    "the locale decides what is drawn with",
    arguments: [
      (nil, nil, "en_US.UTF-8", .unicode), (nil, nil, "C.utf8", .unicode), (nil, nil, "C", .ascii),
      (nil, nil, nil, .ascii), ("C", nil, "en_US.UTF-8", .ascii),
      ("", "", "en_US.UTF-8", .unicode), (nil, "POSIX", "en_US.UTF-8", .ascii),
    ] as [(String?, String?, String?, Bar.Characters)])
  func characters(lcAll: String?, lcCtype: String?, lang: String?, expected: Bar.Characters) {
    #expect(Bar.Characters(lcAll: lcAll, lcCtype: lcCtype, lang: lang) == expected)
  }
}
