internal import Platform

/// Budget that one lane of a run handed to another; stands in the journals of both and commits itself.
///
///     bytes  0..<4   checksum
///            4       kind: 3
///            5       1 handed out, 0 received
///            6..<8   the other lane
///            8..<16  number of the transfer between the two lanes, from 1
///           16..<22  frontier
///           22..<24  0
///           24..<28  account
///           28..<32  asset
///           32..<48  amount, minor units
///           48..<64  0
public struct TransferRecord: Hashable, Sendable {
  /// Whether this lane handed it out; else it received it.
  public var isOutgoing: Bool
  /// The other lane.
  public var peer: UInt16
  /// Transfers from the giver to the receiver are numbered from 1 without gaps.
  public var number: UInt64
  /// The frontier of the outcome before; less than 2^48.
  public var frontier: UInt64
  /// Index of the account.
  public var account: Int32
  /// Index of the asset.
  public var asset: Int32
  /// Minor units of the asset, positive.
  public var minorUnits: Int128

  /// Makes a transfer of its parts.
  public init(
    isOutgoing: Bool, peer: UInt16, number: UInt64, frontier: UInt64, account: Int32, asset: Int32,
    minorUnits: Int128
  ) {
    self.isOutgoing = isOutgoing
    self.peer = peer
    self.number = number
    self.frontier = frontier
    self.account = account
    self.asset = asset
    self.minorUnits = minorUnits
  }
}

extension TransferRecord {
  /// The record without its checksum.
  var encoded: CacheLine {
    precondition(frontier >> 48 == 0, "frontier beyond 2^48")
    precondition(minorUnits > 0, "a transfer of nothing")
    return CacheLine(
      UInt64(JournalFormat.transferKind) << 32 | (isOutgoing ? 1 : 0) << 40 | UInt64(peer) << 48,
      number,
      frontier,
      UInt64(UInt32(bitPattern: account)) | UInt64(UInt32(bitPattern: asset)) << 32,
      UInt64(truncatingIfNeeded: minorUnits),
      UInt64(truncatingIfNeeded: minorUnits >> 64),
      0,
      0)
  }

  /// The transfer in a line of that kind.
  init(decoding line: CacheLine) {
    isOutgoing = line.w0 >> 40 & 1 != 0
    peer = UInt16(truncatingIfNeeded: line.w0 >> 48)
    number = line.w1
    frontier = line.w2 & (1 << 48 - 1)
    account = Int32(truncatingIfNeeded: line.w3)
    asset = Int32(truncatingIfNeeded: line.w3 >> 32)
    minorUnits = Int128(Int64(bitPattern: line.w5)) << 64 | Int128(line.w4)
  }
}
