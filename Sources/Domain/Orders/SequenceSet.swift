/// A growing set of sequences, one bit each: constant-time insertion and look-up.
///
/// Ids that derive from slot sequences are dense, so remembering every one ever used costs one bit
/// (1.25 MB for ten million), not a map entry.
public struct SequenceSet: Equatable, Sendable {
  /// The bits, 64 sequences a word, lowest sequence in the lowest bit; no trailing zero words
  /// beyond the capacity grown so far.
  public private(set) var words: [UInt64]

  /// An empty set.
  public init() { words = [] }

  /// The set whose bits are `words`.
  public init(words: [UInt64]) { self.words = words }

  /// Whether `sequence` was inserted.
  @inlinable
  public func contains(_ sequence: UInt64) -> Bool {
    let index = Int(sequence >> 6)
    guard index < words.count else { return false }
    return words[index] >> (sequence & 63) & 1 != 0
  }

  /// Inserts `sequence`; true when it was not there before. Memory grows in steps of 8 KiB.
  @discardableResult
  public mutating func insert(_ sequence: UInt64) -> Bool {
    let index = Int(sequence >> 6)
    if index >= words.count { grow(toHold: index) }
    let bit: UInt64 = 1 << (sequence & 63)
    let isNew = words[index] & bit == 0
    words[index] |= bit
    return isNew
  }

  /// Takes `sequence` out; true when it was there.
  @discardableResult
  public mutating func remove(_ sequence: UInt64) -> Bool {
    guard contains(sequence) else { return false }
    words[Int(sequence >> 6)] &= ~(1 << (sequence & 63))
    return true
  }

  /// Inserts all members of another set. O(words).
  public mutating func formUnion(_ other: SequenceSet) {
    if let last = other.words.indices.last, last >= words.count { grow(toHold: last) }
    for place in other.words.indices { words[place] |= other.words[place] }
  }

  /// Number of members. O(words).
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether both have the same members.
  public static func == (left: SequenceSet, right: SequenceSet) -> Bool {
    let common = min(left.words.count, right.words.count)
    return left.words[..<common] == right.words[..<common]
      && left.words[common...].allSatisfy { $0 == 0 }
      && right.words[common...].allSatisfy { $0 == 0 }
  }

  @inline(never)
  private mutating func grow(toHold index: Int) {
    let words1024 = (index / 1024 + 1) * 1024
    words.append(contentsOf: repeatElement(0, count: words1024 - words.count))
  }
}
