/// What a replay is to do.
public struct ReplayOptions: Sendable {
  /// What the file's rows are.
  public enum Format: String, CaseIterable, Sendable {
    /// A LOBSTER message file.
    case lobster
    /// The program's own order flow, `docs/formats/order-flow.md`.
    case csv
  }

  /// The file, or `-` for standard input.
  public var path: String
  /// What its rows are; nil: what the first byte tells, since an order flow begins with `#`.
  public var format: Format?
  /// How fast.
  public var speed = ReplaySpeed.max
  /// The LOBSTER order-book file to compare with, or nil.
  public var bookPath: String?
  /// Where to write what is sent as an order flow, or nil.
  public var conversionPath: String?
  /// Whether bad rows are left out and counted.
  public var skipsBad = false
  /// Whether spread and depth are looked at after every message.
  public var summarizes = false
  /// The stock of a LOBSTER file.
  public var symbol = "STOCK"
  /// Dollars x 10,000 of a tick in a LOBSTER file.
  public var tickUnits: Int64 = 100

  /// A replay of `path`, as fast as possible.
  public init(path: String, format: Format? = nil) {
    self.path = path
    self.format = format
  }
}
