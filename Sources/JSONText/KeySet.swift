/// The keys seen so far in one object: a plain search while they are few, a hash table beyond.
struct KeySet {
  private static let searchedCountMax = 16

  private var positions: [[UInt8]: TextPosition] = [:]

  /// Adds `key`, which follows `members`; returns where it stood before if it is not new.
  mutating func insert(_ key: String, after members: [JSONMember]) -> TextPosition? {
    guard members.count >= Self.searchedCountMax else {
      return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.keyPosition
    }
    if members.count > positions.count {
      for member in members[positions.count...] {
        positions[Array(member.key.utf8)] = member.keyPosition
      }
    }
    return positions[Array(key.utf8)]
  }
}
