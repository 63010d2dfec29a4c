/// The largest numbers a configuration may hold.
///
/// They are far beyond any use, and small enough that no sum or product within a run overflows.
enum ConfigurationLimits {
  /// Bytes of an account, asset or market id, a label or a prefix.
  static let idBytesMax = 64
  /// Bytes of the path of the state directory.
  static let pathBytesMax = 4096
  /// Accounts of a plan.
  static let accountsMax = 10_000_000
  /// Slots of a run over all iterations: 10^15.
  static let slotsMax: UInt64 = 1_000_000_000_000_000
  /// Lanes of a run.
  static let lanesMax: UInt64 = 256
  /// Most orders in one transaction.
  static let batchSizeMax: UInt64 = 1000
  /// Milliseconds of any delay: one year.
  static let millisecondsMax: UInt64 = 31_536_000_000
  /// Retries of one slot, and any weight.
  static let smallCountMax = UInt64(UInt32.max)
  /// Minor units that all amounts of one asset may add up to.
  static let minorUnitsMax = Int128.max / 4
  /// Ticks of a planned price and lots of a planned quantity.
  static let ticksMax = Int64.max / 4
  /// Digits of a size, price, offset or fraction, so that a product of two and a price in ticks
  /// stays within 128 bits.
  static let digitsMax = 18
}
