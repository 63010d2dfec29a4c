import Platform
import Testing

@testable import Journal

@Suite struct ChecksumTests {
  /// RFC 3720, appendix B.4, and the customary check value.
  @Test(
    arguments: [
      ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
      ([UInt8](0..<32), 0x46DD_794E),
      ([UInt8]((0..<32).reversed()), 0x113F_DB5C),
      (Array("123456789".utf8), 0xE306_9283),
      ([], 0),
    ] as [([UInt8], UInt32)])
  func publishedVectors(bytes: [UInt8], checksum: UInt32) {
    let crc = CRC32C()
    let computed = crc.checksum(bytes)
    #expect(computed == checksum)
  }

  @Test func aRecordsChecksumIsTheStockOneOfIDOrdinalAndContent() {
    let checksum = RecordChecksum(journalID: 0x0807_0605_0403_0201)
    let content: [UInt8] = (4..<64).map { $0 &* 37 }
    let words = words(of: [0, 0, 0, 0] + content)
    let line = CacheLine(
      words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7])
    let sealed = checksum.sealed(line, ordinal: 0x9_0D0C_0B0A)
    let crc = CRC32C()
    let stock = crc.checksum([1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13] + content)
    #expect(sealed.w0 == words[0] | UInt64(stock))
    let here = checksum.isValid(sealed, ordinal: 0x9_0D0C_0B0A)
    let elsewhere = checksum.isValid(sealed, ordinal: 0x9_0D0C_0B0B)
    let foreign = RecordChecksum(journalID: 0x0807_0605_0403_0202)
      .isValid(sealed, ordinal: 0x9_0D0C_0B0A)
    #expect(here && !elsewhere && !foreign)
  }

  private func words(of bytes: [UInt8]) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: bytes.count / 8)
    for (place, byte) in bytes.enumerated() {
      words[place / 8] |= UInt64(byte) << (8 * UInt64(place % 8))
    }
    return words
  }
}
