import Domain
import JSONText
import Testing

@testable import Simulation

@Suite("Configuration: damaged files")
struct ConfigurationDamageTests {
  private static let oddities: [JSONValue] =
    [
      .null, .bool(true), .array([]), .object([]), .string(""), .string("\u{0}"), .string("-"),
      .string("USD"), .string("acc-1"), .array([JSONNode(.null)]),
    ]
    + [
      "0", "-1", "1", "2", "0.5", "1e-38", "1e18", "999999999999999999", "0.000000000000000001",
      "18446744073709551615", "170141183460469231731687303715884105727", "-1e38", "1e39",
    ].map { .number($0) }

  @Test("whatever a value is replaced by, it is read or refused", arguments: [UInt64](1...2000))
  func neverTraps(seed: UInt64) {
    var source = RandomConfigurations(seed: seed)
    var random = SplitMix64(seed: seed &+ 1_000_000)
    var tree = source.tree()
    for _ in 0...random.next(below: UInt64(3)) { damage(&tree, &random) }
    var writer = JSONWriter(style: .pretty)
    writer.node(tree)
    do throws(ConfigurationProblems) {
      let configuration = try read(String(decoding: writer.bytes, as: UTF8.self))
      for asset in configuration.assets.indices {
        let budget = configuration.initialBudget(
          account: AccountIndex(0), asset: AssetIndex(asset))
        #expect(budget >= .zero, "seed \(seed)")
      }
    } catch {
      #expect(!error.problems.isEmpty, "seed \(seed)")
      #expect(error.problems.allSatisfy { $0.place.hasPrefix("simulator.json:") }, "seed \(seed)")
      #expect(Set(error.problems).count == error.problems.count, "seed \(seed): \(error)")
    }
  }

  /// Replaces one value somewhere in `node`.
  private func damage(_ node: inout JSONNode, _ random: inout SplitMix64) {
    switch node.value {
    case .object(var members) where !members.isEmpty:
      let index = Int(random.next(below: UInt64(members.count)))
      damage(&members[index].node, &random)
      node.value = .object(members)
    case .array(var elements) where !elements.isEmpty && random.next(below: UInt64(8)) > 0:
      let index = Int(random.next(below: UInt64(elements.count)))
      damage(&elements[index], &random)
      node.value = .array(elements)
    default:
      node.value = Self.oddities[Int(random.next(below: UInt64(Self.oddities.count)))]
    }
  }
}
