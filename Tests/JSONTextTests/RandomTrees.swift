import Domain
import JSONText

/// Seeded random JSON trees with awkward strings and long numbers.
struct RandomTrees {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// A tree whose containers are nested at most `depth` deep.
  mutating func tree(depth: Int) -> JSONNode {
    switch random.next(below: depth > 0 ? UInt64(7) : UInt64(5)) {
    case 0: JSONNode(.null)
    case 1: JSONNode(.bool(random.next(below: UInt64(2)) == 0))
    case 2, 3: JSONNode(.number(number()))
    case 4: JSONNode(.string(string()))
    case 5:
      JSONNode(.array((0..<random.next(below: UInt64(8))).map { _ in tree(depth: depth - 1) }))
    default:
      JSONNode(
        .object(
          (0..<random.next(below: UInt64(30))).map { position in
            JSONMember(key: "\(position)" + string(), node: tree(depth: depth - 1))
          }))
    }
  }

  private mutating func number() -> String {
    var text = random.next(below: UInt64(2)) == 0 ? "-" : ""
    text += "\(random.next() >> random.next(below: UInt64(64)))"
    if random.next(below: UInt64(3)) == 0 { text += ".\(random.next())" }
    if random.next(below: UInt64(4)) == 0 {
      text +=
        ["e", "E", "e+", "E-"][Int(random.next(below: UInt64(4)))] + "0\(random.next() >> 50)"
    }
    return text
  }

  private mutating func string() -> String {
    var text = ""
    for _ in 0..<random.next(below: UInt64(12)) {
      let bound: UInt64 = [0x20, 0x80, 0x800, 0x11_0000][Int(random.next(below: UInt64(4)))]
      guard let scalar = Unicode.Scalar(UInt32(random.next(below: bound))) else { continue }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
