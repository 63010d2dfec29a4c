import Domain
import Testing

@testable import Replay

@Suite("Reading rows") struct RowReaderTests {
  let files: Recording
  init() throws { files = try Recording() }

  @Test("whole numbers of every length, up to 18 digits")
  func digits() throws {
    var random = SplitMix64(seed: 3)
    var texts = ["0", "00", "000000000000000007", "99999999", "999999999999999999"]
    for length in 1...18 {
      texts.append(String((0..<length).map { _ in Character(String(random.next() % 10)) }))
    }
    var rows = try RowReader(path: files.write(texts.joined(separator: "\n")))
    for text in texts {
      #expect(try rows.beginRow())
      #expect(try rows.digits("digits") == Int64(text), "\(text)")
      try rows.endRow()
    }
    #expect(try !rows.beginRow())
  }

  @Test(
    "what is no number is a fault at its first byte",
    arguments: ["", "x", "-1", "+1", " 1", "1234567890123456789", "12345678901234567890123456"])
  func faults(text: String) throws {
    var rows = try RowReader(path: files.write("ab,\(text)\n"))
    #expect(try rows.beginRow())
    _ = rows.text()
    try rows.comma()
    let error = #expect(throws: FieldFault.self) { try rows.digits("a number") }
    #expect(error.map { rows.error($0).column } == 4)
  }

  @Test("bytes next to the digits are no digits", arguments: 0...255 as ClosedRange<UInt8>)
  func neighbours(byte: UInt8) {
    let bytes = 0x3938_3736_3534_3332 & ~(0xFF << 24) | UInt64(byte) << 24
    let (value, count) = Digits.leading(of: bytes)
    if (0x30...0x39).contains(byte) {
      #expect((value, count) == (23_400_000 + 6789 + UInt64(byte - 0x30) * 10_000 + 0, 8))
    } else {
      #expect((value, count) == (234, 3))
    }
  }

  @Test("decimals are read as whole units, exactly, against the exact reader")
  func decimals() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<2000 {
      let whole = String(random.next() % 1_000_000)
      let places = Int(random.next() % 12)
      let fraction = String((0..<places).map { _ in Character(String(random.next() % 4 * 3)) })
      let text = places == 0 ? whole : "\(whole).\(fraction)"
      let scale = Int(random.next() % 10)
      var rows = try RowReader(path: files.write(text))
      _ = try rows.beginRow()
      let expected = try ExactDecimal(parsing: text).wholeUnits(scale: scale).map { Int64($0) }
      let found = try? rows.decimal(places: scale, "a decimal")
      #expect(found == expected, "\(text) with \(scale) places")
    }
  }

  @Test("lines end with LF or CR LF, and the last one may end with nothing")
  func lineEnds() throws {
    for text in ["1\n2\n3", "1\n2\n3\n", "1\r\n2\r\n3\r\n", "1\r\n2\r\n3"] {
      var rows = try RowReader(path: files.write(text))
      for number in 1...3 as ClosedRange<Int64> {
        #expect(try rows.beginRow())
        #expect(try rows.digits("") == number)
        try rows.endRow()
        #expect(rows.line == UInt64(number))
      }
      #expect(try !rows.beginRow())
    }
  }

  @Test("rows lie across the pieces in which a long file is read")
  func longFile() throws {
    let count = 700_000
    let text = (0..<count).map { "\($0),\($0 &* 7919)" }.joined(separator: "\n")
    var rows = try RowReader(path: files.write(text))
    var number: Int64 = 0
    while try rows.beginRow() {
      let first = try rows.digits("")
      try rows.comma()
      let second = try rows.digits("")
      try rows.endRow()
      guard first == number && second == number &* 7919 else {
        Issue.record("row \(number): \(first), \(second)")
        return
      }
      number += 1
    }
    #expect(number == Int64(count))
  }

  @Test("a line of any length can be skipped", arguments: [10, 70_000, 5_000_000])
  func longLine(length: Int) throws {
    let text = "1\n" + String(repeating: "x", count: length) + "\n3\n"
    var rows = try RowReader(path: files.write(text))
    _ = try rows.beginRow()
    _ = try rows.digits("")
    try rows.endRow()
    _ = try rows.beginRow()
    try rows.skipRow()
    #expect(try rows.beginRow())
    #expect(try rows.digits("") == 3)
    #expect(rows.line == 3)
  }

  @Test("keys of texts are equal exactly for equal texts")
  func keys() throws {
    var seen: [TextKey: String] = [:]
    for length in 0...40 {
      for letter in ["a", "b", "\u{0}"] {
        let text = String(repeating: letter, count: length)
        let key = TextKey(text)
        #expect(seen[key] == nil || seen[key] == text, "\(length)")
        seen[key] = text
        var rows = try RowReader(path: files.write("\(text),x"))
        _ = try rows.beginRow()
        #expect(rows.key(rows.text()) == key, "\(length)")
      }
    }
    #expect(seen.count == 1 + 3 * 40)
  }
}
