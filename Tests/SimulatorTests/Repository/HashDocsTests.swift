import Domain
import Simulation
import TestSupport
import Testing

@Suite("docs/formats/checkpoint.md tells how hashes are computed")
struct HashDocsTests {
  @Test("the digests given for testing are right")
  func digests() throws {
    let text = try #require(
      TextFile.read("\(RepositoryRoot.path)/docs/formats/checkpoint.md"))
    for (input, digest) in Self.digests() {
      let isThere = text.contains("| \(input) | `\(digest)` |")
      #expect(isThere, "\(input): \(digest)")
    }
  }

  private static func digests() -> [(input: String, digest: String)] {
    [
      ("nothing", hash { _ in }),
      ("(1, 2)", hash { $0.combine(1, 2) }),
      ("the 128-bit number -1", hash { $0.combine(Int128(-1)) }),
      ("the text `BTC/USD`", hash { $0.combine(text: "BTC/USD") }),
      (
        "the decimal `0.10`",
        hash {
          $0.combine(Int128(1))
          $0.combine(1, 0)
        }
      ),
      ("the fill in the example below", tapeOfOneFill),
    ]
  }

  private static func hash(_ feed: (inout StableHash) -> Void) -> String {
    var hash = StableHash()
    feed(&hash)
    return hash.digest
  }

  private static var tapeOfOneFill: String {
    var tape = TapeHash()
    tape.add(
      Fill(
        id: 1, sequence: 1, market: MarketIndex(0), maker: ClientOrderID(sequence: 0),
        makerAccount: AccountIndex(0), taker: ClientOrderID(sequence: 1),
        takerAccount: AccountIndex(1), takerSide: .ask, price: Price(ticks: 5_000_000),
        quantity: Quantity(lots: 435)))
    return tape.digest
  }
}
