import Domain
internal import Glibc

/// The exponential distribution of mean 1: distances between arrivals of a Poisson process.
enum Exponential {
  /// Draws one distance by inversion: -ln(1 - u), with u of 53 bits in 0 ..< 1.
  static func draw(_ random: inout SplitMix64) -> Double {
    let uniform = Double(random.next() >> 11) / Double(1 << 53)
    return -log1p(-uniform)
  }
}
