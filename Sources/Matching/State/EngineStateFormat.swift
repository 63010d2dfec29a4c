internal import Domain

/// The engine state's format, version 3.
///
/// Goal: everything that decides later behaviour, in a canonical order, so that equal engines give
/// equal bytes and a restored engine continues exactly like the original.
///
/// A sequence of 64-bit words, little endian. `amount` is two words, low first.
///
///     magic                      "OBENGINE" in ASCII, first letter in the lowest byte
///     version                    3
///     setup                      market count, account count, asset count, self-trade policy, and
///                                the running words h1, h2 of a StableHash over the markets' assets
///                                and units: (base, quote), quote per tick-lot, base per lot
///     per market                 fill sequence; bids, then asks: number of orders, and per order in
///                                price-time priority: id, account, price, leaves, cumulative,
///                                fingerprint, post-only (0 or 1)
///     per asset                  amount deposited
///     per account and asset      amount available, amount locked
///     recent results             number, and for each in the order of finishing: id, fingerprint,
///                                cumulative, leaves, canceled, status
///     seen sequences             number of words, and the words, without trailing zero words
///     padding                    one zero word if the number of words so far is odd
///     checksum                   digest of StableHash over all words before it, two to a block, as
///                                32 ASCII hexadecimal digits
enum EngineStateFormat {
  static let magic: UInt64 = 0x454E_4947_4E45_424F
  static let version: UInt64 = 3
  static let checksumSize = 32

  /// The part of the setup that gives amounts their meaning.
  static func setupHash(_ markets: borrowing Slab<MarketState>) -> StableHash {
    var hash = StableHash()
    for position in 0..<markets.count {
      let market = markets[position]
      hash.combine(UInt64(market.base.position), UInt64(market.quote.position))
      hash.combine(market.quoteUnitsPerTickLot)
      hash.combine(market.baseUnitsPerLot)
    }
    return hash
  }

  /// The checksum of an even number of words.
  static func checksum(_ words: [UInt64]) -> String {
    var hash = StableHash()
    for position in stride(from: 0, to: words.count, by: 2) {
      hash.combine(words[position], words[position + 1])
    }
    return hash.digest
  }
}
