import Domain

/// Which pairs trade, which rest and which cancel: exact shares of every hundred pairs.
///
/// Each block of 100 pairs is put into a seeded order (an affine permutation modulo 100, so that
/// both directions cost a multiplication). The first `restingPercent` ranks rest, the next
/// `cancelPercent` cancel, the others cross. The cancel of rank j takes back the resting pair of
/// rank j of the block before, so no order is canceled twice and none before it was placed.
struct PairKinds: Sendable {
  let restingPercent: UInt64
  let cancelPercent: UInt64
  let seed: UInt64

  enum Kind: Equatable {
    case crossing
    case resting
    /// Takes back both orders of a resting pair.
    case canceling(pair: UInt64)
  }

  private static let block: UInt64 = 100
  /// Multipliers that are coprime with 100, each with its inverse modulo 100.
  private static let units: [(multiplier: UInt64, inverse: UInt64)] =
    (1..<100).filter { $0 % 2 != 0 && $0 % 5 != 0 }.map { unit in
      (unit, (1..<100).first { unit * $0 % 100 == 1 }!)
    }

  init(restingPercent: Int, cancelPercent: Int, seed: UInt64) {
    precondition(cancelPercent <= restingPercent && restingPercent + cancelPercent <= 100)
    self.restingPercent = UInt64(restingPercent)
    self.cancelPercent = UInt64(cancelPercent)
    self.seed = seed
  }

  /// What pair number `pair` of the whole plan does.
  @inline(__always)
  func kind(ofPair pair: UInt64) -> Kind {
    restingPercent == 0 ? .crossing : drawnKind(ofPair: pair)
  }

  private func drawnKind(ofPair pair: UInt64) -> Kind {
    let block = pair / Self.block
    let order = order(ofBlock: block)
    let rank = (order.unit.multiplier * (pair % Self.block) + order.offset) % Self.block
    if rank < restingPercent { return .resting }
    let cancelRank = rank - restingPercent
    guard cancelRank < cancelPercent, block > 0 else { return .crossing }
    let before = self.order(ofBlock: block - 1)
    let place = before.unit.inverse * (cancelRank + Self.block - before.offset) % Self.block
    return .canceling(pair: (block - 1) * Self.block + place)
  }

  private func order(
    ofBlock block: UInt64
  ) -> (unit: (multiplier: UInt64, inverse: UInt64), offset: UInt64) {
    var random = SplitMix64(seed: seed, purpose: 2, position: block)
    let unit = Self.units[Int(random.next(below: UInt64(Self.units.count)))]
    return (unit, random.next(below: Self.block))
  }
}
