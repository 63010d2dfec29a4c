internal import Platform

/// CRC-32C (Castagnoli; RFC 3720, appendix B.4): polynomial 0x1EDC6F41 reflected, register and
/// result inverted. Eight bytes a step by eight tables (Kounavis and Berry, "Slicing-by-8").
///
/// A whole record goes in two halves at once, neither waiting for the other; four more tables carry
/// the first half's register over the second half's 32 bytes.
///
/// The tables take 32 KiB, of which 12 are used, and some microseconds to make; they are made once and
/// kept for good.
@safe
public struct CRC32C: ~Copyable, @unchecked Sendable {
  private static let reflectedPolynomial: UInt32 = 0x82F6_3B78
  private static let tableCount = 32

  /// Table `k` at `256 * k`: what a byte does to the register with `k` bytes behind it.
  private let tables: UnsafePointer<UInt32>

  /// Takes the tables, which the first one makes.
  public init() { unsafe tables = Self.shared }

  private nonisolated(unsafe) static let shared = unsafe makeTables()

  private static func makeTables() -> UnsafePointer<UInt32> {
    let tables = UnsafeMutablePointer<UInt32>.allocate(capacity: tableCount * 256)
    for byte in 0..<256 {
      var register = UInt32(byte)
      for _ in 0..<8 {
        register = register >> 1 ^ (register & 1 == 0 ? 0 : reflectedPolynomial)
      }
      unsafe tables[byte] = register
    }
    for place in 256..<tableCount * 256 {
      let shorter = unsafe tables[place - 256]
      unsafe tables[place] = shorter >> 8 ^ tables[Int(shorter & 255)]
    }
    return unsafe UnsafePointer(tables)
  }

  /// The checksum of `bytes`.
  public func checksum(_ bytes: [UInt8]) -> UInt32 {
    var register = UInt32.max
    var position = 0
    while position + 8 <= bytes.count {
      var word: UInt64 = 0
      for place in 0..<8 { word |= UInt64(bytes[position + place]) << (8 * UInt64(place)) }
      register = advanced(register, by: word)
      position += 8
    }
    for byte in bytes[position...] {
      register = unsafe register >> 8 ^ tables[Int((register ^ UInt32(byte)) & 255)]
    }
    return ~register
  }

  /// The register after eight more bytes, given as a little-endian word.
  @inline(__always)
  func advanced(_ register: UInt32, by word: UInt64) -> UInt32 {
    let x = word ^ UInt64(register)
    // Every index is a byte within its own table.
    let low =
      unsafe tables[1792 + Int(x & 255)] ^ tables[1536 + Int(x >> 8 & 255)]
      ^ tables[1280 + Int(x >> 16 & 255)] ^ tables[1024 + Int(x >> 24 & 255)]
    let high =
      unsafe tables[768 + Int(x >> 32 & 255)] ^ tables[512 + Int(x >> 40 & 255)]
      ^ tables[256 + Int(x >> 48 & 255)] ^ tables[Int(x >> 56)]
    return low ^ high
  }

  /// The register after the 64 bytes of a line.
  @inline(__always)
  func advanced(_ register: UInt32, by line: CacheLine) -> UInt32 {
    var first = advanced(register, by: line.w0)
    var second = advanced(0, by: line.w4)
    first = advanced(first, by: line.w1)
    second = advanced(second, by: line.w5)
    first = advanced(first, by: line.w2)
    second = advanced(second, by: line.w6)
    first = advanced(first, by: line.w3)
    second = advanced(second, by: line.w7)
    let carried =
      unsafe tables[7936 + Int(first & 255)] ^ tables[7680 + Int(first >> 8 & 255)]
      ^ tables[7424 + Int(first >> 16 & 255)] ^ tables[7168 + Int(first >> 24)]
    return carried ^ second
  }
}
