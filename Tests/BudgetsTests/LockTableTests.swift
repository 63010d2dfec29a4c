import Domain
import Testing

@testable import Budgets

@Suite struct LockTableTests {
  /// How the keys of a test are chosen.
  enum Keys: CaseIterable {
    case dense, sparse, sameHome, wrapping

    func key(_ random: inout SplitMix64) -> UInt64 {
      let number = random.next(below: UInt64(1500))
      return switch self {
      case .dense: number
      case .sparse: SplitMix64.mixed(number) >> 2
      // Tags 2^32 apart times the odd multiplier differ only above the bits that choose the home.
      case .sameHome: number << 58 | number & 63
      case .wrapping: LockTableTests.sequences(atHome: 255)[Int(number % 200)]
      }
    }
  }

  @Test(arguments: Keys.allCases, 0..<5 as Range<UInt64>)
  func behavesAsADictionary(keys: Keys, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var table = LockTable()
    var expected: [UInt64: Int128] = [:]
    for step in 0..<6000 {
      let sequence = keys.key(&random)
      let grows = step % 2000 < 1200
      if let amount = expected[sequence] {
        guard let place = table.place(of: sequence) else {
          Issue.record("lost \(sequence), step \(step), seed \(seed)")
          return
        }
        #expect(table[place].remaining == amount, "step \(step), seed \(seed)")
        if grows && random.next() & 3 != 0 { continue }
        table.remove(at: place)
        expected[sequence] = nil
      } else {
        #expect(table.place(of: sequence) == nil, "step \(step), seed \(seed)")
        guard grows else { continue }
        expected[sequence] = Int128(step)
        table.insert(
          BudgetLock(tag: sequence + 1, account: 0, asset: 0, remaining: Int128(step)))
      }
      #expect(table.count == expected.count, "step \(step), seed \(seed)")
    }
    #expect(table.sorted.map(\.sequence) == expected.keys.sorted(), "seed \(seed)")
    #expect(expected.keys.allSatisfy { table.place(of: $0) != nil }, "seed \(seed)")
    #expect(table.count * 2 <= table.places.count, "seed \(seed)")
  }

  /// Sequences whose home is the given place of a table of the first size.
  static func sequences(atHome home: Int) -> [UInt64] { homes[home] ?? [] }

  private static let homes = Dictionary(
    grouping: 0..<100_000 as Range<UInt64>,
    by: { Int(truncatingIfNeeded: (($0 + 1) &* 0x9E37_79B9_7F4A_7C15) >> 32) & 255 })
}
